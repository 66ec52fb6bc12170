namespace Stevedore.Registries;

/// <summary>Whether this machine's clock is that of others.</summary>
internal static class ClockCheck
{
    private const string Subject = "clock";

    // From then on AWS refuses signatures (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html).
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);
    private const string Set = "Set the clock (`timedatectl set-ntp true`)";

    private const string Refused =
        "AWS refuses signatures that are minutes off, and AWS_DISABLE_CLOCK_SKEW_CORRECTION or its profile keeps the SDK from correcting them";

    // https://docs.aws.amazon.com/sdkref/latest/guide/feature-clock-skew.html
    private const string Borne = "AWS is asked again with its own time, and certificates seem not valid yet, or no more";

    private static readonly TimeSpan Unremarkable = TimeSpan.FromMinutes(1);

    /// <summary>Nothing where nobody told the time.</summary>
    /// <param name="skews">How far this machine's clock is ahead of each host's.</param>
    /// <param name="isSignedWith">Whether AWS is asked with signatures of this machine's time, whatever AWS says of it.</param>
    public static ImmutableArray<Finding> Of(IReadOnlyCollection<(string Host, TimeSpan Skew)> skews, bool isSignedWith)
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
                isSignedWith && least.Duration() > Most
                    ? new(Subject, FindingLevel.Fault, $"{Apart(least)} that of {near}: {Refused}")
                    {
                        Fix = $"{Set}, or let it correct them.",
                    }
                    : new(Subject, FindingLevel.Warning, $"{Apart(least)} that of {near}: {Borne}") { Fix = $"{Set}." },
            ];
    }

    private static string Apart(TimeSpan skew) =>
        Invariant($"{skew.Duration().TotalMinutes:0} minutes {(skew > TimeSpan.Zero ? "ahead of" : "behind")}");
}
