using System.Text.Json;
using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>What a manifest or index says.</summary>
/// <remarks><see href="https://github.com/opencontainers/image-spec/blob/main/image-index.md"/> and <c>manifest.md</c> beside it.</remarks>
/// <param name="Annotations">Of the manifest or index itself.</param>
/// <param name="Manifests">What an index lists, attestations included; empty for a single manifest.</param>
/// <param name="Configuration">The configuration of a single manifest; null for an index.</param>
/// <param name="Layers">The layers of a single manifest; empty for an index.</param>
public sealed record ManifestContent(
    ImmutableDictionary<string, string> Annotations,
    ImmutableArray<Descriptor> Manifests,
    Descriptor? Configuration,
    ImmutableArray<Descriptor> Layers
)
{
    /// <summary>The images that an index lists, by platform, without the attestations.</summary>
    public IEnumerable<(Platform Platform, Digest Digest)> Images =>
        from manifest in Manifests
        where manifest.Platform is { OperatingSystem: not "unknown" }
        select (manifest.Platform, manifest.Digest);

    /// <exception cref="RegistryException">The bytes are no manifest.</exception>
    public static ManifestContent Parse(Manifest manifest)
    {
        try
        {
            return Read(manifest);
        }
        catch (Exception cause) when (cause is StevedoreException || RegistryFaults.IsUnreadable(cause))
        {
            throw RegistryFaults.Unreadable($"Cannot read the manifest {manifest.Digest}", "an image manifest", cause);
        }
    }

    private static ManifestContent Read(Manifest manifest)
    {
        using var document = JsonDocument.Parse(manifest.Content);
        var root = document.RootElement;
        return new(
            Annotated(root),
            Descriptors(root, "manifests"),
            root.TryGetProperty("config", out var configuration) ? Described(configuration) : null,
            Descriptors(root, "layers")
        );
    }

    private static ImmutableArray<Descriptor> Descriptors(JsonElement root, string property) =>
        root.TryGetProperty(property, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(Described)]
            : [];

    private static Descriptor Described(JsonElement element) =>
        new(
            element.TryGetProperty("mediaType", out var mediaType) ? mediaType.GetString() ?? "" : "",
            Digest.Parse(element.GetProperty("digest").GetString() ?? ""),
            element.GetProperty("size").GetInt64(),
            element.TryGetProperty("platform", out var platform) ? Platformed(platform) : null
        );

    internal static Platform? Platformed(JsonElement platform)
    {
        var text = $"{platform.GetProperty("os").GetString()}/{platform.GetProperty("architecture").GetString()}";
        return Platform.TryParse(platform.TryGetProperty("variant", out var variant) ? $"{text}/{variant.GetString()}" : text);
    }

    private static ImmutableDictionary<string, string> Annotated(JsonElement root) =>
        root.TryGetProperty("annotations", out var annotations) && annotations.ValueKind == JsonValueKind.Object
            ? annotations.EnumerateObject().ToImmutableDictionary(entry => entry.Name, entry => entry.Value.GetString() ?? "")
            : ImmutableDictionary<string, string>.Empty;
}
