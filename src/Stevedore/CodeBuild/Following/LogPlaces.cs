using Amazon.CodeBuild.Model;
using Stevedore.Aws;

namespace Stevedore.CodeBuild.Following;

/// <summary>Where a build logs. Pure.</summary>
internal static class LogPlaces
{
    /// <summary>Null before the build has a machine, and where it logs elsewhere.</summary>
    /// <param name="region">That of the build, where the log's own is not said.</param>
    public static LogPlace? Of(Build build, string region) =>
        build.Logs is { GroupName: { Length: > 0 } group, StreamName: { Length: > 0 } stream } logs && group != "null" && stream != "null"
            ? new(Region(logs.CloudWatchLogsArn) ?? region, group, stream)
            : null;

    // arn:aws:logs:eu-west-1:123456789012:log-group:…
    private static string? Region(string? arn) =>
        arn?.Split(':') is ["arn", _, "logs", { Length: > 0 } region, ..]
        && region.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
            ? region
            : null;
}
