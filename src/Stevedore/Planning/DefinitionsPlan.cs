namespace Stevedore.Planning;

/// <summary>What imagedefinitions.json and imageDetail.json name.</summary>
/// <param name="Registry">The registry that is deployed from; null when no registry is pushed to.</param>
/// <param name="PinsDigest">Whether imagedefinitions.json names digests instead of tags.</param>
public sealed record DefinitionsPlan(string? Registry, bool PinsDigest);
