namespace Stevedore.Credentials;

/// <summary>A text of a secret that was overwritten in the same moment as it was written.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsNewer">Whether it was written after what the one that replaced it began with: then its values count.</param>
public sealed record SecretOverlap(Secret Text, bool IsNewer);
