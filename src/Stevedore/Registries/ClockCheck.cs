namespace Stevedore.Registries;

/// <summary>Whether this machine's clock is that of others.</summary>
internal static class ClockCheck
{
    private const string Subject = "clock";

    // From then on AWS refuses signatures (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html).
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Unremarkable = TimeSpan.FromMinutes(1);

    /// <summary>Nothing where nobody told the time.</summary>
    /// <param name="skews">How far this machine's clock is ahead of each host's.</param>
    public static ImmutableArray<Finding> Of(IReadOnlyCollection<(string Host, TimeSpan Skew)> skews)
    {
        if (skews.Count == 0)
        {
            return [];
        }

        var (host, skew) = skews.MaxBy(one => one.Skew.Duration());
        var (near, least) = skews.MinBy(one => one.Skew.Duration());
        return skew.Duration() <= Unremarkable
                ? [new(Subject, FindingLevel.Fine, $"that of {string.Join(", ", skews.Select(one => one.Host))}")]
            : least.Duration() <= Unremarkable
                ? [new(Subject, FindingLevel.Warning, $"that of {near}; {host} is {Apart(-skew)} this machine")]
            :
            [
                new(
                    Subject,
                    least.Duration() > Most ? FindingLevel.Fault : FindingLevel.Warning,
                    $"{Apart(least)} that of {near}: AWS refuses signatures and certificates are not valid yet, or no more, that are minutes off"
                )
                {
                    Fix = "Set the clock (`timedatectl set-ntp true`), and run again.",
                },
            ];
    }

    private static string Apart(TimeSpan skew) =>
        Invariant($"{skew.Duration().TotalMinutes:0} minutes {(skew > TimeSpan.Zero ? "ahead of" : "behind")}");
}
