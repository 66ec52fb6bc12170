using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings;

namespace Stevedore.Docker;

/// <summary>How the builder that the settings describe is made.</summary>
internal static class BuilderCreations
{
    private const string Insecure = "security.insecure";

    /// <summary>The builder's name: for the cloud driver, the one that buildx makes of <c>organization/name</c>.</summary>
    public static string NameOf(BuilderSettings settings, string driver) =>
        driver == "cloud" ? $"cloud-{Chosen(settings).Replace('/', '-')}" : Chosen(settings);

    /// <summary>The builders that a run may come to use, so far as their names are known before docker's are listed.</summary>
    public static ImmutableArray<string> NamesOf(BuilderPlan plan) =>
        plan.Settings.Driver switch
        {
            "docker" => [],
            null or "auto" => [plan.Selected ?? NameOf(plan.Settings, "docker-container")],
            var driver => [NameOf(plan.Settings, driver)],
        };

    /// <summary>The creation, and one more for each further machine.</summary>
    /// <exception cref="StevedoreException">The driver needs something that the settings do not say.</exception>
    public static ImmutableArray<BuilderCreation> Of(BuilderRequest request, string driver)
    {
        var settings = request.Plan.Settings;
        ImmutableArray<BuilderMachine> nodes = [.. (settings.Nodes ?? []).Select(BuilderMachine.Parse)];
        var first = new BuilderCreation(NameOf(settings, driver), driver)
        {
            Options = Options(settings),
            Flags = Flags(settings, driver),
            Config = settings.Config,
        };
        switch (driver)
        {
            case "cloud":
                return Chosen(settings).Contains('/', StringComparison.Ordinal)
                    ? [first with { Endpoint = Chosen(settings) }]
                    : throw Missing(driver, "builder.name", "\"organization/name\" of the builder in Docker Build Cloud");
            case "remote":
                return nodes.IsEmpty
                    ? throw Missing(driver, "builder.nodes", "[\"tcp://host:1234\"]")
                    : Of(first with { Endpoint = nodes[0].Endpoint, Platforms = nodes[0].Platforms }, nodes.RemoveAt(0), request);
            default:
                return Of(first, nodes, request);
        }
    }

    private static ImmutableArray<BuilderCreation> Of(
        BuilderCreation first,
        ImmutableArray<BuilderMachine> others,
        BuilderRequest request
    ) =>
        [
            first.Platforms.IsEmpty ? first with { Platforms = BuilderMachine.Left(first.Driver, others, request) } : first,
            .. others.Select(node => first with { Appends = true, Endpoint = node.Endpoint, Platforms = node.Platforms }),
        ];

    // The other one is allowed by buildx itself.
    private static ImmutableArray<string> Flags(BuilderSettings settings, string driver) =>
        driver is "docker-container" or "kubernetes" && (settings.Entitlements ?? []).Contains(Insecure)
            ? [$"--allow-insecure-entitlement {Insecure}"]
            : [];

    private static ImmutableArray<string> Options(BuilderSettings settings) =>
        [
            .. settings.Image is { } image ? [$"image={image}"] : Array.Empty<string>(),
            .. (settings.Options ?? []).Select(option => $"{option.Key}={option.Value}"),
        ];

    /// <summary>How a builder that exists differs from the one that would be made; null where it does not.</summary>
    /// <remarks>Options are named without their values, which may hold a proxy's password.</remarks>
    public static string? Difference(BuilderSettings settings, Builder existing)
    {
        var wanted = ImmutableDictionary<string, string>.Empty.SetItems(
            Options(settings).Select(option => option.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1]))
        );
        var others = existing
            .Nodes.SelectMany(node => node.Options.Except(wanted).Concat(wanted.Except(node.Options)))
            .Select(option => option.Key)
            .ToImmutableSortedSet(StringComparer.Ordinal);
        return others.IsEmpty || existing.Driver == "cloud"
            ? null
            : $"The builder '{existing.Name}' was made with other options than builder.image and builder.options say ({string.Join(", ", others)}), "
                + $"and is used as it is. Remove it with `docker buildx rm {existing.Name}` to have it made again.";
    }

    private static string Chosen(BuilderSettings settings) => settings.Name ?? "stevedore";

    private static StevedoreException Missing(string driver, string setting, string value) =>
        new($"Cannot create a builder with the driver {driver}", $"{setting} does not say which", $"Set {setting} to {value}.");
}
