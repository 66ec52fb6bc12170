using System.Text.RegularExpressions;

namespace Stevedore.Docker;

/// <summary>Explains steps that ask for more than a build may do.</summary>
/// <remarks><see href="https://docs.docker.com/reference/cli/docker/buildx/build/#allow"/></remarks>
internal static class PrivilegeFaults
{
    private static readonly Regex Refused = new(
        @"\b(?<name>network\.host|security\.insecure) is not allowed",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );
    private static readonly Regex Forbidden = new(
        @"granting entitlement (?<name>\S+) is not allowed by build daemon configuration",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>Null where docker says something else.</summary>
    /// <param name="said">What docker itself says.</param>
    public static (string Why, string Fix)? Of(string said)
    {
        if (Forbidden.Match(said) is { Success: true } forbidden)
        {
            var name = forbidden.Groups["name"].Value;
            return (
                $"the builder grants no step {name}",
                "Remove the builder that was made without it (`docker buildx rm NAME`), so that it is made again with builder.entitlements; one that others made needs it "
                    + "in its buildkitd.toml (insecure-entitlements), and the engine's own in /etc/docker/daemon.json (builder.entitlements)."
            );
        }

        if (Refused.Match(said) is not { Success: true } refused)
        {
            return null;
        }

        var asked = refused.Groups["name"].Value;
        return (
            $"a step asks for {asked}, which is not granted",
            $"Take {(asked == "network.host" ? "`--network=host`" : "`--security=insecure`")} out of the RUN line of the Dockerfile, or add \"{asked}\" to builder.entitlements."
        );
    }
}
