using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>Says of a failed push what landed where.</summary>
internal static class PartialPush
{
    // Docker pushes an image as soon as it is built, while others are still building.
    private const string Untouched = "No moving tag was set, and no file was written for a deployment.";

    /// <summary>A failure before any moving tag was set: itself, where nothing landed; else with every place by name.</summary>
    public static StevedoreException Explain(StevedoreException cause, ImmutableArray<CommitTagState> states) =>
        states.Any(state => state.HasLanded)
            ? With(
                cause,
                "What the registries hold of this commit:",
                states,
                Untouched,
                "Run again: what is there is kept, and copied to where it is missing without building it again."
            )
            : cause;

    /// <summary>A failure while the moving tags were set.</summary>
    public static StevedoreException Explain(StevedoreException cause, ImmutableArray<MovingTagState> states) =>
        With(
            cause,
            "Every registry has this commit's images. The moving tags:",
            states,
            "Run again: what is there is kept, and only what is left is set."
        );

    /// <summary>A failure before any moving tag was set, with what landed where.</summary>
    /// <param name="own">The digests that this run pushed or was to copy, by the commit's tag in each repository.</param>
    internal static async Task<StevedoreException> Explain(
        StevedoreException cause,
        IEnumerable<ImagePlan> images,
        ImmutableDictionary<string, Digest> own,
        TagWatch tags
    )
    {
        var states =
            from image in images
            from destination in image.Destinations
            let pushed = own.GetValueOrDefault(destination.Reference.At(image.CommitTag))
            select tags.State(destination, image.CommitTag, pushed);
        return Explain(cause, [.. await Task.WhenAll(states)]);
    }

    private static StevedoreException With<T>(StevedoreException cause, string heading, ImmutableArray<T> states, params string[] advice) =>
        new(cause.What, cause.Why, cause.Fix, cause.InnerException)
        {
            Details = [.. cause.Details, heading, .. states.Select(state => $"  {state}"), .. advice],
        };
}

/// <summary>What a registry holds under a commit's tag after a push that failed.</summary>
/// <param name="Reference">The commit's tag there.</param>
/// <param name="Found">What is there; null for nothing.</param>
/// <param name="Own">What this run pushed or was to copy there; null when it does not know.</param>
/// <param name="Before">What was there before; null for nothing.</param>
/// <param name="Silence">Why the registry could not be asked; null when it answered.</param>
internal sealed record CommitTagState(string Reference, Digest? Found, Digest? Own, Digest? Before, string? Silence)
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

/// <summary>What became of a moving tag.</summary>
/// <param name="Reference">The tag in its repository.</param>
/// <param name="Wanted">What it is to name.</param>
/// <param name="Found">What it names; null for nothing.</param>
/// <param name="Silence">Why that is not known; null when it is.</param>
internal sealed record MovingTagState(string Reference, Digest Wanted, Digest? Found, string? Silence)
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
