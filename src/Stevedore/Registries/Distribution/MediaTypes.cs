using System.Text.Json;

namespace Stevedore.Registries.Distribution;

/// <summary>The kinds of manifests, and which of them bytes are.</summary>
internal static class MediaTypes
{
    private const string Index = "application/vnd.oci.image.index.v1+json";
    private const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";
    private const string Image = "application/vnd.oci.image.manifest.v1+json";
    private const string DockerImage = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>The kind of an image's configuration.</summary>
    public const string OciConfiguration = "application/vnd.oci.image.config.v1+json";

    /// <summary>The same, of docker's own manifests.</summary>
    public const string DockerConfiguration = "application/vnd.docker.container.image.v1+json";

    /// <summary>What is asked for.</summary>
    public static ImmutableArray<string> Manifests { get; } = [Index, DockerIndex, Image, DockerImage];

    public static bool IsIndex(string type) => type is Index or DockerIndex;

    /// <summary>The kind of a manifest. Null where what names it and what it holds contradict each other, so that two readers could take it for two things.</summary>
    /// <remarks><see href="https://github.com/advisories/GHSA-77vh-xpmg-72qh"/></remarks>
    /// <param name="said">The <c>Content-Type</c> of the answer, which some registries leave out or generalise.</param>
    public static string? OfManifest(string? said, JsonElement root)
    {
        RegistryJson.Exact(root, "schemaVersion", "mediaType", "config", "layers", "manifests", "fsLayers", "annotations");
        var own = root.TryGetProperty("mediaType", out var value) ? value.GetString() : null;
        var isSaid = said is not null && Manifests.Contains(said);
        var lists = Has(root, "manifests");
        var holds = Has(root, "config") || Has(root, "layers");
        var kind = own ?? (isSaid || (!lists && !holds) ? said : null) ?? (lists ? Index : Image);
        var contradicts =
            (isSaid && kind != said)
            || (lists && holds)
            || (IsIndex(kind) && holds)
            || (kind is Image or DockerImage && lists)
            || (Manifests.Contains(kind) && Has(root, "fsLayers"));
        return contradicts ? null : kind;
    }

    private static bool Has(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;
}
