namespace Stevedore.Rehearsal;

/// <summary>Which account and region of the lab stand in for those of a plan.</summary>
internal sealed class AwsPlaces
{
    private readonly Dictionary<string, string> accounts;
    private readonly Dictionary<string, string> regions;

    private AwsPlaces(Dictionary<string, string> accounts, Dictionary<string, string> regions) =>
        (this.accounts, this.regions) = (accounts, regions);

    /// <exception cref="StevedoreException">The plan has more accounts or regions than the lab.</exception>
    public static AwsPlaces Of(ImmutableArray<RehearsedRegistry> registries)
    {
        var pushed = registries.Where(registry => registry is { IsInAccount: true, Plan.Pushes: true }).ToArray();
        return new(
            Map("accounts", pushed.Select(registry => registry.Plan.Account), LabPlaces.Accounts),
            Map("regions", pushed.Select(registry => registry.Plan.Region), LabPlaces.Regions)
        );
    }

    /// <summary>Registries that are only pulled from may share what the lab has.</summary>
    public (string Account, string Region) Led(RehearsedRegistry registry) =>
        registry.IsInAccount
            ? (Lead(registry.Plan.Account, accounts, LabPlaces.Accounts), Lead(registry.Plan.Region, regions, LabPlaces.Regions))
            : LabPlaces.Home;

    private static string Lead(string? name, Dictionary<string, string> map, ImmutableArray<string> available) =>
        map.TryGetValue(name ?? "", out var led) ? led
        : name is not null && available.Contains(name) ? name
        : available[0];

    private static Dictionary<string, string> Map(string what, IEnumerable<string?> named, ImmutableArray<string> available)
    {
        // A name that the lab has is kept; the others take what is left, in order.
        var distinct = named.Select(name => name ?? "").Distinct().ToArray();
        var free = new Queue<string>(available.Except(distinct));
        return distinct.Length <= available.Length
            ? distinct.ToDictionary(name => name, name => available.Contains(name) ? name : free.Dequeue(), StringComparer.Ordinal)
            : throw new StevedoreException(
                "Cannot rehearse",
                $"the plan has {distinct.Length} {what} of ECR, and the lab has {available.Length}",
                "Leave registries out with STEVEDORE__REGISTRIES__<name>__PUSH=false, or name another lab with --lab."
            );
    }
}
