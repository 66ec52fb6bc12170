namespace Stevedore.Shipping;

/// <summary>Says of a failed push what landed where.</summary>
public static class PartialPush
{
    /// <summary>The failure itself, where nothing landed; else with every place by name.</summary>
    public static StevedoreException Explain(StevedoreException cause, ImmutableArray<Landing> landings)
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
