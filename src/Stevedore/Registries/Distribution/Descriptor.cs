using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>A pointer to content, as manifests hold it.</summary>
/// <param name="MediaType">What the content is.</param>
/// <param name="Digest">Of the content.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Platform">Null where none is named.</param>
public sealed record Descriptor(string MediaType, Digest Digest, long Size, Platform? Platform);
