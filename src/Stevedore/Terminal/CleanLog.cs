using Cake.Core.Diagnostics;

namespace Stevedore.Terminal;

/// <summary>A log whose entries hold nothing that a terminal would obey. Consumers and Cake itself write to it, too, and divide their text into lines.</summary>
internal sealed class CleanLog(ICakeLog log) : ICakeLog
{
    public Verbosity Verbosity
    {
        get => log.Verbosity;
        set => log.Verbosity = value;
    }

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) =>
        log.Write(verbosity, level, OutsideText.CleanLines(format), [.. args.Select(Clean)]);

    private static object Clean(object argument) => argument is string text ? OutsideText.CleanLines(text) : argument;
}
