using Amazon.CodeBuild.Model;

namespace Stevedore.CodeBuild.Following;

/// <summary>What CodeBuild says of the phases of a build. Pure.</summary>
internal static class BuildPhases
{
    /// <summary>Those that have begun, in their order.</summary>
    public static IEnumerable<RemoteBuildPhase> Of(Build build) =>
        (build.Phases ?? [])
            .Where(phase => phase.PhaseType?.Value is { Length: > 0 } and not "COMPLETED")
            .Select(phase => new RemoteBuildPhase(
                OutsideText.Line(phase.PhaseType!.Value, 40),
                phase.PhaseStatus?.Value is { Length: > 0 } status && status != "IN_PROGRESS" ? OutsideText.Line(status, 40) : null,
                phase.DurationInSeconds is >= 0 and < 10_000_000 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
                Why(phase)
            ));

    private static string? Why(BuildPhase phase)
    {
        string[] said =
        [
            .. (phase.Contexts ?? [])
                .Select(context =>
                    string.Join(": ", new[] { context.StatusCode, context.Message }.Where(text => !string.IsNullOrWhiteSpace(text)))
                )
                .Where(text => text.Length > 0)
                .Select(text => OutsideText.Line(text, 600).TrimEnd('.')),
        ];
        return said.Length > 0 ? string.Join("; ", said) : null;
    }
}
