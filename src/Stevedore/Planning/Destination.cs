using Stevedore.Images;

namespace Stevedore.Planning;

/// <summary>A repository that an image is pushed to.</summary>
/// <param name="Registry">The registry's name in the settings.</param>
/// <param name="Reference">Its repository there.</param>
public sealed record Destination(string Registry, ImageReference Reference);
