using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>Says of a failed push what landed where.</summary>
public static class PartialPush
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
