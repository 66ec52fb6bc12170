using System.Net.Http.Headers;
using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>A manifest or an index, byte for byte as the registry holds it.</summary>
/// <param name="MediaType">As the registry or the manifest itself names it.</param>
/// <param name="Content">The bytes that the digest is of.</param>
internal sealed record Manifest(string MediaType, ReadOnlyMemory<byte> Content)
{
    /// <summary>The SHA-256 digest of <see cref="Content"/>.</summary>
    public Digest Digest { get; } = Digest.Of(Content.Span);

    /// <summary>Whether it lists manifests of several platforms.</summary>
    public bool IsIndex => MediaTypes.IsIndex(MediaType);

    /// <summary>What a registry answered with.</summary>
    /// <param name="said">The answer's <c>Content-Type</c>.</param>
    /// <param name="what">What is being done.</param>
    /// <exception cref="RegistryException">The bytes are no manifest, or of two kinds.</exception>
    internal static Manifest Read(string? said, ReadOnlyMemory<byte> content, string what, string host)
    {
        try
        {
            using var document = RegistryJson.Parse(content);
            var kind = MediaTypes.OfManifest(said, document.RootElement) ?? throw RegistryLies.OfTwoKinds(what, host);
            // It is sent on as it is where the manifest goes elsewhere.
            return MediaTypeHeaderValue.TryParse(kind, out var parsed) && parsed.MediaType == kind
                ? new(kind, content)
                : throw RegistryFaults.Unreadable(what, "an image manifest", null);
        }
        catch (Exception cause) when (RegistryFaults.IsUnreadable(cause))
        {
            throw RegistryFaults.Unreadable(what, "an image manifest", cause);
        }
    }
}
