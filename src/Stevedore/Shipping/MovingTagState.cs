using Stevedore.Images;

namespace Stevedore.Shipping;

/// <summary>What became of a moving tag.</summary>
/// <param name="Reference">The tag in its repository.</param>
/// <param name="Wanted">What it is to name.</param>
/// <param name="Found">What it names; null for nothing.</param>
/// <param name="Silence">Why that is not known; null when it is.</param>
public sealed record MovingTagState(string Reference, Digest Wanted, Digest? Found, string? Silence)
{
    /// <inheritdoc/>
    public override string ToString() =>
        this switch
        {
            { Silence: { } why } => $"{Reference}: unknown, {why}",
            { Found: null } => $"{Reference}: not set, there is nothing",
            _ when Found == Wanted => $"{Reference}: set to {Wanted}",
            _ => $"{Reference}: not set, it is still {Found}",
        };
}
