using System.Text.RegularExpressions;

namespace Stevedore.Docker;

/// <summary>Explains images that no <c>FROM</c> line names: frontends that read a Dockerfile, and scanners that list what is in an image.</summary>
internal static class FrontendFaults
{
    // Among what a step prints the name is followed by nothing; where the failed step is shown again, by a colon.
    private static readonly Regex Step = new(
        @"resolve image config for docker-image://(?<image>\S+?):?(?:\s|\z)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>Null where another image failed, or none.</summary>
    /// <param name="said">What docker itself says.</param>
    /// <param name="printed">All that was printed: the step that failed stands there.</param>
    public static (string Why, string Fix)? Of(string said, string printed)
    {
        var image = Step.Matches(printed).LastOrDefault()?.Groups["image"].Value;
        if (image is null || !said.Contains(image, StringComparison.Ordinal) || Reason(said) is not { } reason)
        {
            return null;
        }

        return image.Contains("scanner", StringComparison.Ordinal)
            ? (
                $"the image {image}, which lists what is in an image (SBOM), {reason}",
                "Set attestations.sbom to false, or let the builder have it: builder.config names a buildkitd.toml with a mirror, and its registry may need credentials in the settings."
            )
            : (
                $"the image {image}, which the Dockerfile's line `# syntax=` names, {reason}",
                "Correct that line or leave it out: BuildKit brings a reader of Dockerfiles. Where it has to stay, let the builder have the image: builder.config names a "
                    + "buildkitd.toml with a mirror, and its registry may need credentials in the settings."
            );
    }

    private static string? Reason(string said) =>
        said switch
        {
            _ when DockerReason.IsLimit(said) => "is of a registry that limits how much may be pulled, and that is reached",
            _ when DockerReason.IsRefusal(said) => "does not exist, or the credentials may not pull it",
            _ when said.Contains(": not found", StringComparison.Ordinal) => "does not exist",
            _ when said.Contains("no match for platform in manifest", StringComparison.Ordinal) =>
                "is not there for the builder's platform",
            _ when DockerReason.Unanswered(said) is { } unanswered => $"cannot be pulled, since its registry did not answer ({unanswered})",
            _ => null,
        };
}
