using System.Text.RegularExpressions;

namespace Stevedore.Aws;

/// <summary>How the program of a profile's <c>credential_process</c> failed. Of what it printed only words that are the same for everybody are repeated: any other may be the secret.</summary>
internal static class ProgramFault
{
    private static readonly Regex ExitCode = new(
        "non-zero exit value (?<code>-?[0-9]+)",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );
    private static readonly ImmutableArray<string> Reasons =
    [
        "command not found",
        "No such file or directory",
        "is not recognized as an internal or external command",
        "Permission denied",
        "expired",
        "not logged in",
        "Unable to locate credentials",
        "AccessDenied",
        "InvalidClientTokenId",
        "connection refused",
        "no such host",
        "timed out",
        "timeout",
    ];

    /// <param name="cause">What the SDK threw, with the program's own exception within.</param>
    public static string Of(Exception cause)
    {
        var messages = Messages(cause).ToImmutableArray();
        var said = string.Join('\n', messages);
        var reason = Reasons.FirstOrDefault(reason => said.Contains(reason, StringComparison.OrdinalIgnoreCase));
        return ExitCode.Match(said) is { Success: true } code
                ? $"ended with exit code {code.Groups["code"].Value}{(reason is null ? "" : $": {reason}")}"
            : reason is null ? "failed"
            : $"failed: {reason}";
    }

    private static IEnumerable<string> Messages(Exception? cause)
    {
        for (; cause is not null; cause = cause.InnerException)
        {
            yield return cause.Message;
        }
    }
}
