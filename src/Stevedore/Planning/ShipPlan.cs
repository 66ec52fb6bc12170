using Stevedore.Images;
using Stevedore.Settings;
using Stevedore.Source;

namespace Stevedore.Planning;

/// <summary>Everything that a run will do, decided before it does anything.</summary>
/// <param name="Source">What is being built.</param>
/// <param name="Images">Bases before what is built on them. With a selection, only its images and their bases.</param>
/// <param name="Registries">Every registry of the settings, those for pulls only included.</param>
/// <param name="Builder">What the settings say about the builder.</param>
/// <param name="Definitions">What the deployment files name.</param>
/// <param name="Notes">Changes of names and other things a person should know, in the order they were met.</param>
/// <param name="Refusal">Why nothing may be pushed from here; null when it may.</param>
public sealed record ShipPlan(
    SourceFacts Source,
    ImmutableArray<ImagePlan> Images,
    ImmutableArray<RegistryPlan> Registries,
    BuilderPlan Builder,
    DefinitionsPlan Definitions,
    ImmutableArray<string> Notes,
    PushRefusal? Refusal
)
{
    /// <summary>What holds for every plan as long as images are not signed.</summary>
    public const string Trust =
        "images are not signed, so that who may push to these repositories can have what they pushed taken for this commit, and deployed";

    /// <summary>What a push does that may not be meant.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Whether deployments of these settings mark in the registry what runs.</summary>
    public bool IsMarked { get; init; }

    /// <summary>The images that were asked for: all but those that are only built for others.</summary>
    public IEnumerable<ImagePlan> Shipped => Images.Where(image => image.IsShipped);

    /// <summary>The repositories that are pushed to in a registry, those of caches behind them, each once.</summary>
    internal IEnumerable<RepositoryName> RepositoriesOf(string registry) =>
        Images
            .SelectMany(image => image.Destinations)
            .Concat(Images.Select(image => image.CacheRepository).OfType<Destination>())
            .Where(place => place.Registry == registry)
            .Select(place => place.Reference.Repository)
            .Distinct();

    /// <summary>Some of the images, and those that they stand on.</summary>
    public ImmutableArray<ImagePlan> With(IEnumerable<ImagePlan> images)
    {
        var names = images.Select(image => image.Name.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var image in Images.Reverse().Where(image => names.Contains(image.Name.Value)))
        {
            names.UnionWith(image.Contexts.Select(context => ImageBases.Linked(context.Value)).OfType<string>());
        }

        return [.. Images.Where(image => names.Contains(image.Name.Value))];
    }

    /// <summary>The same plan, in which images of this run that are there already are taken from where they are instead of being built again.</summary>
    /// <param name="found">By name.</param>
    internal ShipPlan On(IReadOnlyDictionary<string, FoundImage> found) => this with { Images = ImageOrigins.Settle(Images, found) };
}

/// <summary>The builder that was asked for, and what the images need of it.</summary>
/// <param name="Settings">What was chosen.</param>
/// <param name="Selected">The builder that BUILDX_BUILDER names; null when it names none.</param>
public sealed record BuilderPlan(BuilderSettings Settings, string? Selected);

/// <summary>What imagedefinitions.json and imageDetail.json name.</summary>
/// <param name="Registry">The registry that is deployed from; null when no registry is pushed to.</param>
/// <param name="PinsDigest">Whether imagedefinitions.json names digests instead of tags.</param>
public sealed record DefinitionsPlan(string? Registry, bool PinsDigest);

/// <summary>Why this ref or tree may not be pushed, and what would allow it.</summary>
public sealed record PushRefusal(string Why, string Fix);
