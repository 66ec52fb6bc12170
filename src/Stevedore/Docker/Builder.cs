using System.Text.Json;

namespace Stevedore.Docker;

/// <summary>A builder as <c>docker buildx ls --format '{{json .}}'</c> lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Driver"><c>docker</c>, <c>docker-container</c>, <c>kubernetes</c>, <c>remote</c> or <c>cloud</c>.</param>
/// <param name="IsCurrent">Whether docker uses it unasked; null where buildx does not say (before 0.14).</param>
/// <param name="Nodes">The machines behind it.</param>
public sealed record Builder(string Name, string Driver, bool? IsCurrent, ImmutableArray<BuilderNode> Nodes)
{
    private const string Snapshotter = "org.mobyproject.buildkit.worker.snapshotter";

    /// <summary>Every platform that some node builds.</summary>
    public ImmutableHashSet<string> Platforms { get; } = [.. Nodes.SelectMany(node => node.Platforms)];

    /// <summary>Why buildx could not look at it, such as an engine that does not run: it then has neither driver nor nodes. Null when it could.</summary>
    public string? Fault { get; init; }

    /// <summary>Why it cannot be used at all; null when it can, or when it has yet to start.</summary>
    public string? Error => Fault ?? Nodes.Select(node => node.Error).FirstOrDefault(error => error is not null);

    /// <summary>Whether a node runs, so that its platforms are known.</summary>
    public bool IsRunning => Nodes.Any(node => node.Status == "running");

    /// <summary>
    /// Whether it can build several platforms at once, export caches and attach attestations. An engine does so only with the containerd image
    /// store, which alone reports BuildKit's worker labels.
    /// </summary>
    public bool IsComplete => Driver != "docker" || Nodes.Any(node => node.Labels.ContainsKey(Snapshotter));

    /// <summary>Whether it can be given an image under the name that a Dockerfile has for it, as BuildKit can since 0.10.</summary>
    public bool TakesImagesByContext => Nodes.All(node => node.Version is not { } version || version >= new Version(0, 10));

    /// <summary>One builder a line; lines that are no JSON, such as warnings, are passed over.</summary>
    public static ImmutableArray<Builder> ParseList(IEnumerable<string> lines) =>
        [.. lines.Where(line => line.StartsWith('{')).Select(Parse)];

    /// <summary>The same builders, one of which is the current one; none where it is not among them.</summary>
    public static ImmutableArray<Builder> Mark(ImmutableArray<Builder> builders, string current) =>
        builders.Any(builder => builder.Name == current)
            ? [.. builders.Select(builder => builder with { IsCurrent = builder.Name == current })]
            : builders;

    private static Builder Parse(string line)
    {
        using var document = Read(line);
        var root = document.RootElement;
        var nodes = Property(root, "Nodes") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(ParseNode) : [];
        return new(Text(root, "Name") ?? "", Text(root, "Driver") ?? "", Property(root, "Current")?.GetBoolean(), [.. nodes])
        {
            Fault = Text(root, "Err"),
        };
    }

    private static JsonDocument Read(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException cause)
        {
            throw new StevedoreException(
                "Cannot read which builders there are",
                $"`docker buildx ls` printed what is no JSON: {OutsideText.Cut(OutsideText.Clean(line), 200)}",
                "Run it, and see whether the docker on the PATH is the one that is meant.",
                cause
            );
        }
    }

    private static BuilderNode ParseNode(JsonElement node) =>
        new(
            Text(node, "Name") ?? "",
            Text(node, "Status"),
            Text(node, "Err") ?? Text(node, "Error"),
            Property(node, "Platforms") is { ValueKind: JsonValueKind.Array } platforms
                ? [.. platforms.EnumerateArray().Select(platform => platform.GetString()!.TrimEnd('*'))]
                : [],
            Property(node, "Labels") is { ValueKind: JsonValueKind.Object } labels
                ? labels.EnumerateObject().ToImmutableDictionary(label => label.Name, label => label.Value.GetString() ?? "")
                : ImmutableDictionary<string, string>.Empty
        )
        {
            Version = BuildKit(Text(node, "Version")),
            Options = Property(node, "DriverOpts") is { ValueKind: JsonValueKind.Object } options
                ? options.EnumerateObject().ToImmutableDictionary(option => option.Name, option => option.Value.GetString() ?? "")
                : ImmutableDictionary<string, string>.Empty,
        };

    // A build from source, as Debian's, calls itself v0.0.0+unknown.
    private static Version? BuildKit(string? text) =>
        Version.TryParse(text?.TrimStart('v').Split('-', '+')[0], out var version) && version > new Version(0, 0, 0) ? version : null;

    private static JsonElement? Property(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}

/// <summary>A machine of a builder.</summary>
/// <param name="Name">Its name within the builder.</param>
/// <param name="Status"><c>running</c>, <c>inactive</c>, <c>stopped</c>, <c>error</c>; null where none is said.</param>
/// <param name="Error">Why it cannot be reached; null when it can.</param>
/// <param name="Platforms">Those it builds natively or by emulation; empty before it has started.</param>
/// <param name="Labels">BuildKit's worker labels.</param>
public sealed record BuilderNode(
    string Name,
    string? Status,
    string? Error,
    ImmutableArray<string> Platforms,
    ImmutableDictionary<string, string> Labels
)
{
    /// <summary>BuildKit's; null where it is not known, as before it has started.</summary>
    public Version? Version { get; init; }

    /// <summary>The driver options that it was created with.</summary>
    internal ImmutableDictionary<string, string> Options { get; init; } = ImmutableDictionary<string, string>.Empty;
}
