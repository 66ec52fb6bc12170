namespace Stevedore.Planning;

/// <summary>What AWS answered about a registry whose settings leave it open.</summary>
/// <param name="Account">Twelve digits; null when not asked.</param>
/// <param name="Region">Null when not asked.</param>
public sealed record RegistryFacts(string? Account, string? Region);
