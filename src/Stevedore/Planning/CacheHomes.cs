using Stevedore.Images;
using Stevedore.Settings;

namespace Stevedore.Planning;

/// <summary>Chooses where the layers of an image are kept. A cache holds every stage, sources included, so by itself it goes nowhere that others may read.</summary>
internal sealed class CacheHomes(StevedoreSettings settings, ImmutableArray<RegistryPlan> registries, ImmutableArray<RegistryKind> kinds)
{
    private const string Registry = "registry";

    /// <summary>The kind, and for a registry the repository.</summary>
    /// <param name="destinations">Where the image goes.</param>
    public (CacheKind Kind, Destination? Home) Of(ImageSettings image, ImmutableArray<Destination> destinations)
    {
        switch (image.Cache)
        {
            case "inline":
                return (CacheKind.Inline, null);
            case "none":
                return (CacheKind.None, null);
            default:
                var home = Home([.. destinations.Where(IsPrivate)]) ?? (image.Cache == Registry ? Home(destinations) : null);
                return home is null ? (CacheKind.None, null) : (CacheKind.Registry, Repository(home));
        }
    }

    /// <summary>What a person should know of a home that was asked for; null for nothing.</summary>
    public string? Warning(string name, Destination? home) =>
        home is null || IsPrivate(home)
            ? null
            : $"The cache of '{name}' goes to {home.Reference.Name}, which others may be able to read: it holds the layers of every stage, sources "
                + $"included. Make that repository private, or leave out images.{name}.cache.";

    /// <summary>In the registry that is deployed from, where the image goes there.</summary>
    public Destination? Home(ImmutableArray<Destination> destinations) =>
        destinations.FirstOrDefault(destination => destination.Registry == settings.Definitions!.Registry) ?? destinations.FirstOrDefault();

    // A repository of its own, since the image's has immutable tags; in one registry only, since the others would hold the same.
    private static Destination Repository(Destination home) =>
        home with
        {
            Reference = home.Reference with { Repository = RepositoryName.Parse($"{home.Reference.Repository}-cache") },
        };

    private bool IsPrivate(Destination destination)
    {
        var registry = registries.First(registry => registry.Name == destination.Registry);
        return RegistryKind.Of(registry.Settings, kinds).IsPrivate(registry);
    }
}
