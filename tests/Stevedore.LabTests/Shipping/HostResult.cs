using System.Text.RegularExpressions;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>What a run of the host printed, without colours.</summary>
public sealed partial record HostResult(int ExitCode, string StandardOutput, string StandardError)
{
    private const int Screen = 40;

    public static HostResult Of(int exitCode, string output, string errors) =>
        new(exitCode, Colour().Replace(output, ""), Colour().Replace(errors, ""));

    /// <summary>The message of the error that ended the run, which is the last thing printed; empty when there was none.</summary>
    public string Message =>
        $"\n{StandardError}".LastIndexOf("\nError: ", StringComparison.Ordinal) is var start and >= 0
            ? $"\n{StandardError}"[(start + "\nError: ".Length)..].TrimEnd()
            : "";

    /// <summary>Holds a failed run to its message: nothing else, no stack trace, and no more than a screen.</summary>
    public void FailsWith(string message)
    {
        Assert.Equal(message, Message);
        Assert.Equal(1, ExitCode);
        Assert.DoesNotContain("\n   at ", StandardError);
        Assert.InRange(Message.Split('\n').Length, 1, Screen);
    }

    public HostResult Succeeds()
    {
        Assert.True(ExitCode == 0, StandardOutput + StandardError);
        return this;
    }

    [GeneratedRegex(@"\x1b\[[0-9;]*m", RegexOptions.None, 1000)]
    private static partial Regex Colour();
}
