using Stevedore.Images;

namespace Stevedore.Shipping;

/// <summary>What a registry holds under an image's commit tag.</summary>
/// <param name="Digest">Of the manifest or index.</param>
/// <param name="Revision">The commit that it says it was made from; null when it says none.</param>
/// <param name="BaseDigest">The base image that it says it stands on; null when it says none.</param>
public sealed record PublishedImage(Digest Digest, string? Revision, Digest? BaseDigest);
