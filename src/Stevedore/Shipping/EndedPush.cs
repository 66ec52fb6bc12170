using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>Says of a push that is told to end what it may leave in the registries. Nobody is asked any more by then.</summary>
internal sealed class EndedPush(Action<string> tell, CancellationToken cancellation)
{
    private const string Again = "no file was written for a deployment. Run again: what is there is kept.";
    private volatile string? left;

    /// <summary>From now on the commit's tags of these images are pushed or copied.</summary>
    public void Pushes(IEnumerable<ImagePlan> images) =>
        left = Names(images) is { Length: > 0 } names
            ? $"Cancelled. What was pushed of {names} by then is in the registries under the commit's tag. No moving tag was set, and {Again}"
            : null;

    /// <summary>From now on the moving tags of these images are set.</summary>
    public void Tags(IEnumerable<ImagePlan> images) =>
        left = Names(images.Where(image => !image.MovingTags.IsEmpty)) is { Length: > 0 } names
            ? $"Cancelled. Every registry has this commit's images. Each moving tag of {names} may be set or not, and {Again}"
            : null;

    /// <summary>All that is to be in the registries is there.</summary>
    public void Ends() => left = null;

    /// <summary>Says it, if the run was told to end meanwhile.</summary>
    public void Tell()
    {
        if (!cancellation.IsCancellationRequested || left is not { } text)
        {
            return;
        }

        try
        {
            tell(text);
        }
        catch (IOException)
        {
            // A terminal that has hung up shows nothing any more.
        }
    }

    private static string Names(IEnumerable<ImagePlan> images) => string.Join(", ", images.Select(image => $"'{image.Name}'"));
}
