using Stevedore.Images;

namespace Stevedore.Planning;

/// <summary>The image that a final stage starts from.</summary>
/// <param name="Name">As the Dockerfile writes it, its arguments filled in.</param>
/// <param name="Digest">What that name meant when it was looked up; null when it was not or could not be.</param>
public sealed record BaseImage(string Name, Digest? Digest);
