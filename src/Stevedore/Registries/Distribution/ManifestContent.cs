using System.Text.Json;
using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>What a manifest or index says.</summary>
/// <remarks><see href="https://github.com/opencontainers/image-spec/blob/main/image-index.md"/> and <c>manifest.md</c> beside it.</remarks>
/// <param name="Annotations">Of the manifest or index itself.</param>
/// <param name="Manifests">What an index lists, attestations included; empty for a single manifest.</param>
/// <param name="Configuration">The configuration of a single manifest; null for an index.</param>
/// <param name="Layers">The layers of a single manifest; empty for an index.</param>
internal sealed record ManifestContent(
    ImmutableDictionary<string, string> Annotations,
    ImmutableArray<Descriptor> Manifests,
    Descriptor? Configuration,
    ImmutableArray<Descriptor> Layers
)
{
    // A thousand platforms or layers are none: what lists more wants to keep its reader busy.
    private const int MostDescriptors = 1000;

    // Sums of it do not overflow.
    private const long MostBytes = 1L << 44;

    /// <summary>The images that an index lists for a platform, without the attestations.</summary>
    public IEnumerable<(Platform Platform, Descriptor Manifest)> Images =>
        (
            from manifest in Manifests
            where manifest.Platform is { OperatingSystem: not "unknown" }
            select (manifest.Platform, Manifest: manifest)
        ).DistinctBy(image => (image.Platform.Normalized, image.Manifest.Digest));

    /// <summary>Whether docker would refuse to pull it: what its configuration is of is no image.</summary>
    public bool IsArtifact => Configuration is { MediaType: not (MediaTypes.OciConfiguration or MediaTypes.DockerConfiguration or "") };

    /// <param name="reference">Where it was read, for messages.</param>
    /// <exception cref="RegistryException">The bytes are no manifest.</exception>
    public static ManifestContent Parse(Manifest manifest, string reference)
    {
        try
        {
            return Read(manifest);
        }
        catch (Exception cause) when (cause is StevedoreException || RegistryFaults.IsUnreadable(cause))
        {
            throw RegistryFaults.Unreadable($"Cannot read {reference}", "an image manifest", cause);
        }
    }

    private static ManifestContent Read(Manifest manifest)
    {
        using var document = RegistryJson.Parse(manifest.Content);
        var root = document.RootElement;
        return new(
            Annotated(root),
            Descriptors(root, "manifests"),
            root.TryGetProperty("config", out var configuration) ? Described(configuration) : null,
            Descriptors(root, "layers")
        );
    }

    private static ImmutableArray<Descriptor> Descriptors(JsonElement root, string property) =>
        !root.TryGetProperty(property, out var list) || list.ValueKind != JsonValueKind.Array ? []
        : list.GetArrayLength() <= MostDescriptors ? [.. list.EnumerateArray().Select(Described)]
        : throw new JsonException(Invariant($"It has more than {MostDescriptors} {property}."));

    private static Descriptor Described(JsonElement element)
    {
        RegistryJson.Exact(element, "mediaType", "digest", "size", "platform");
        var size = element.GetProperty("size").GetInt64();
        return new(
            element.TryGetProperty("mediaType", out var mediaType) ? mediaType.GetString() ?? "" : "",
            Digest.Parse(element.GetProperty("digest").GetString() ?? ""),
            size is >= 0 and <= MostBytes ? size : throw new JsonException(Invariant($"It has a size of {size}.")),
            element.TryGetProperty("platform", out var platform) && platform.ValueKind != JsonValueKind.Null ? Platformed(platform) : null
        )
        {
            NamesNoPlatform = platform.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || IsEmpty(platform),
            Edition = platform.ValueKind is JsonValueKind.Object ? Edition(platform) : "",
        };
    }

    private static bool IsEmpty(JsonElement platform) =>
        platform.ValueKind is JsonValueKind.Object
        && platform
            .EnumerateObject()
            .All(part =>
                part.Value.ValueKind is JsonValueKind.Null
                || part.Value is { ValueKind: JsonValueKind.String } text && text.GetString() is ""
            );

    private static string Edition(JsonElement platform)
    {
        RegistryJson.Exact(platform, "os.version", "os.features");
        string Part(string name) => platform.TryGetProperty(name, out var part) ? part.GetRawText() : "-";
        return $"{Part("os.version")} {Part("os.features")}";
    }

    internal static Platform? Platformed(JsonElement platform)
    {
        RegistryJson.Exact(platform, "os", "architecture", "variant");
        if (IsEmpty(platform))
        {
            return null;
        }

        var text = $"{platform.GetProperty("os").GetString()}/{platform.GetProperty("architecture").GetString()}";
        return Platform.TryParseFolded(
            platform.TryGetProperty("variant", out var variant) && variant.GetString() is { Length: > 0 } name ? $"{text}/{name}" : text
        );
    }

    private static ImmutableDictionary<string, string> Annotated(JsonElement root) =>
        root.TryGetProperty("annotations", out var annotations) && annotations.ValueKind == JsonValueKind.Object
            ? annotations.EnumerateObject().ToImmutableDictionary(entry => entry.Name, entry => entry.Value.GetString() ?? "")
            : ImmutableDictionary<string, string>.Empty;
}

/// <summary>A pointer to content, as manifests hold it.</summary>
/// <param name="MediaType">What the content is.</param>
/// <param name="Digest">Of the content.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Platform">Null where none is named, or none that can be read.</param>
internal sealed record Descriptor(string MediaType, Digest Digest, long Size, Platform? Platform)
{
    /// <summary>Whether no part of a platform is named: docker takes such an image for any, and artifacts are listed so.</summary>
    public bool NamesNoPlatform { get; init; } = Platform is null;

    /// <summary>What beside the platform tells images of Windows apart: its version and features, as they stand there.</summary>
    public string Edition { get; init; } = "";
}
