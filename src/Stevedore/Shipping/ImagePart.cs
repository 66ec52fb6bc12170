using Stevedore.Images;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>The manifest of one platform of an image.</summary>
/// <param name="Listed">The platform that the index lists it for; null for an image of one manifest, which none lists.</param>
/// <param name="Digest">Of the manifest.</param>
/// <param name="Platform">The platform that its configuration says; null when it says none.</param>
/// <param name="Size">What pulling it costs, in bytes, compressed.</param>
/// <param name="Revision">The commit that its configuration says; null when it says none.</param>
internal sealed record ImagePart(Platform? Listed, Digest Digest, Platform? Platform, long Size, string? Revision = null);
