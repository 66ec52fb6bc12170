namespace Stevedore.Templates;

/// <summary>Whether what is being built may be pushed.</summary>
/// <param name="Why">Why not, in lower case and without a full stop; null when it may.</param>
/// <param name="Fix">What to do about it; null when it may.</param>
public sealed record RefDecision(bool IsAllowed, string? Why = null, string? Fix = null);
