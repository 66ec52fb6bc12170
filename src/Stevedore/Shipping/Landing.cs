using Stevedore.Images;

namespace Stevedore.Shipping;

/// <summary>What a registry holds after a push that failed.</summary>
/// <param name="Reference">The commit's tag there.</param>
/// <param name="Digest">This commit's image there; null for none.</param>
/// <param name="Silence">Why the registry could not be asked; null when it answered.</param>
public sealed record Landing(string Reference, Digest? Digest, string? Silence);
