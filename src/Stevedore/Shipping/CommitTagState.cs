using Stevedore.Images;

namespace Stevedore.Shipping;

/// <summary>What a registry holds under a commit's tag after a push that failed.</summary>
/// <param name="Reference">The commit's tag there.</param>
/// <param name="Found">What is there; null for nothing.</param>
/// <param name="Own">What this run pushed or was to copy there; null when it does not know.</param>
/// <param name="Before">What was there before; null for nothing.</param>
/// <param name="Silence">Why the registry could not be asked; null when it answered.</param>
public sealed record CommitTagState(string Reference, Digest? Found, Digest? Own, Digest? Before, string? Silence)
{
    /// <summary>Whether this run may have put it there.</summary>
    public bool HasLanded => Silence is not null || (Found is not null && (Found == Own || Found != Before));

    /// <inheritdoc/>
    public override string ToString() =>
        this switch
        {
            { Silence: { } why } => $"{Reference}: unknown, {why}",
            { Found: null } => $"{Reference}: nothing",
            _ when Found == Own => $"{Reference}: {Found}",
            _ when Found == Before => $"{Reference}: {Found}, as before this run",
            { Own: null } => $"{Reference}: {Found}, which was not there before this run",
            _ => $"{Reference}: {Found}, which this run did not push",
        };
}
