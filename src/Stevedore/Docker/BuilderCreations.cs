using Stevedore.Settings;

namespace Stevedore.Docker;

/// <summary>How the builder that the settings describe is made.</summary>
public static class BuilderCreations
{
    /// <summary>The builder's name: for the cloud driver, the one that buildx makes of <c>organization/name</c>.</summary>
    public static string NameOf(BuilderSettings settings, string driver) =>
        driver == "cloud" ? $"cloud-{Chosen(settings).Replace('/', '-')}" : Chosen(settings);

    /// <summary>The creation, and one more for each further machine.</summary>
    /// <exception cref="StevedoreException">The driver needs something that the settings do not say.</exception>
    public static ImmutableArray<BuilderCreation> Of(BuilderSettings settings, string driver)
    {
        var name = NameOf(settings, driver);
        var nodes = (settings.Nodes ?? []).Select(Node.Parse).ToArray();
        var first = new BuilderCreation(name, driver) { Options = Options(settings), Config = settings.Config };
        switch (driver)
        {
            case "cloud":
                return Chosen(settings).Contains('/', StringComparison.Ordinal)
                    ? [first with { Endpoint = Chosen(settings) }]
                    : throw Missing(driver, "builder.name", "\"organization/name\" of the builder in Docker Build Cloud");
            case "remote":
                return nodes.Length > 0
                    ? [first with { Endpoint = nodes[0].Endpoint, Platforms = nodes[0].Platform }, .. Added(first, nodes.Skip(1))]
                    : throw Missing(driver, "builder.nodes", "[\"tcp://host:1234\"]");
            default:
                return [first, .. Added(first, nodes)];
        }
    }

    private static IEnumerable<BuilderCreation> Added(BuilderCreation first, IEnumerable<Node> nodes) =>
        nodes.Select(node => first with { Appends = true, Endpoint = node.Endpoint, Platforms = node.Platform });

    private static ImmutableArray<string> Options(BuilderSettings settings) =>
        [
            .. settings.Image is { } image ? [$"image={image}"] : Array.Empty<string>(),
            .. (settings.Options ?? []).Select(option => $"{option.Key}={option.Value}"),
        ];

    private static string Chosen(BuilderSettings settings) => settings.Name ?? "stevedore";

    private static StevedoreException Missing(string driver, string setting, string value) =>
        new($"Cannot create a builder with the driver {driver}", $"{setting} does not say which", $"Set {setting} to {value}.");

    // "ssh://builder", or "linux/arm64=ssh://builder".
    private sealed record Node(string Endpoint, string? Platform)
    {
        public static Node Parse(string text)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            return equals > 0 && Images.Platform.TryParse(text[..equals]) is { } platform
                ? new(text[(equals + 1)..], platform.ToString())
                : new(text, null);
        }
    }
}
