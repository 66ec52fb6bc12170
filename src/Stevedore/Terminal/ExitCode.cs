namespace Stevedore.Terminal;

/// <summary>What the process ends with where <c>--exit-code</c> asks for more than done and failed, which are all that the host knows.</summary>
public sealed class ExitCode
{
    private const string Argument = "--exit-code";
    private const int Different = 1;
    private const int Failed = 2;

    private int done;

    private ExitCode() { }

    /// <summary>Says that something differs: a command that is done then ends with 1.</summary>
    public void Differs() => done = Different;

    /// <summary>Decides from now on, as far as the command line asks for it: what fails may do so before a task, and its arguments, are there.</summary>
    /// <param name="commandLine">As the process got it.</param>
    internal static ExitCode Of(IEnumerable<string> commandLine)
    {
        var code = new ExitCode();
        if (IsAsked(commandLine))
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Environment.ExitCode = code.InsteadOf(Environment.ExitCode);
        }

        return code;
    }

    // What was cancelled is neither done nor failed.
    private int InsteadOf(int ended) =>
        ended switch
        {
            0 => done,
            CleanUp.Cancelled => ended,
            _ => Failed,
        };

    private static bool IsAsked(IEnumerable<string> commandLine) =>
        commandLine
            .Select(given => given.Split('=', 2))
            .LastOrDefault(parts => parts[0].Equals(Argument, StringComparison.OrdinalIgnoreCase))
            is { } last
        && last.ElementAtOrDefault(1)?.ToLowerInvariant() is not ("false" or "no" or "0");
}
