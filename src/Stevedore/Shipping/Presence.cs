using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>What was found at a destination before a push.</summary>
/// <param name="Destination">The repository.</param>
/// <param name="Published">What is there under the commit's tag; null for nothing.</param>
/// <param name="HasImmutableTags">Whether that tag can never be overwritten there; null when unknown.</param>
public sealed record Presence(Destination Destination, PublishedImage? Published, bool? HasImmutableTags);
