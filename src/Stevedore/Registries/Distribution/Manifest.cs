using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>A manifest or an index, byte for byte as the registry holds it.</summary>
/// <param name="MediaType">As the registry names it.</param>
/// <param name="Content">The bytes that the digest is of.</param>
public sealed record Manifest(string MediaType, ReadOnlyMemory<byte> Content)
{
    /// <summary>The digest of <see cref="Content"/>.</summary>
    public Digest Digest { get; } = Digest.Of(Content.Span);

    /// <summary>Whether it lists manifests of several platforms.</summary>
    public bool IsIndex =>
        MediaType is "application/vnd.oci.image.index.v1+json" or "application/vnd.docker.distribution.manifest.list.v2+json";
}
