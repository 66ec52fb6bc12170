namespace Stevedore.Shipping;

/// <summary>Says of a failed push what landed where.</summary>
public static class PartialPush
{
    // Docker pushes an image as soon as it is built, while others are still building.
    private const string Untouched = "No moving tag was set, and no file was written for a deployment.";

    /// <summary>The failure itself, where nothing landed; else with every place by name.</summary>
    /// <param name="isBuild">Whether the build failed: nothing has been done then with what it pushed.</param>
    public static StevedoreException Explain(StevedoreException cause, ImmutableArray<Landing> landings, bool isBuild = false)
    {
        if (landings.All(landing => landing.Digest is null && landing.Silence is null))
        {
            return cause;
        }

        ImmutableArray<string> lines =
        [
            .. cause.Details,
            "What the registries hold of this commit:",
            .. landings.Select(landing => $"  {landing.Reference}: {State(landing)}"),
            .. isBuild ? [Untouched] : Array.Empty<string>(),
            "Run again: what is there is kept, and copied to where it is missing without building it again.",
        ];
        return new(cause.What, cause.Why, cause.Fix, cause.InnerException) { Details = lines };
    }

    private static string State(Landing landing) =>
        landing switch
        {
            { Silence: { } why } => $"unknown, {why}",
            { Digest: { } digest } => digest.Value,
            _ => "nothing",
        };
}
