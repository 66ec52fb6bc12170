using Cake.Core;
using Spectre.Console;

namespace Stevedore.Terminal;

/// <summary>What a task says of its result: for people, or with <c>--json</c> for programs.</summary>
public interface IOutput
{
    /// <summary>Lines for people; with <c>--json</c> on standard error.</summary>
    void Lines(IEnumerable<string> lines);

    /// <summary>Lines that another program printed, with its colours where a terminal shows them.</summary>
    void Transcript(IEnumerable<string> lines) => Lines(lines);

    /// <summary>The result for programs; without <c>--json</c> nothing.</summary>
    void Json(ReadOnlySpan<byte> content);
}

/// <summary>Standard output: for people, or with <c>--json</c> for programs, and then for nothing but the result. Secrets of the run are on neither stream.</summary>
internal sealed class StandardOutput(Redactor redactor) : IOutput
{
    private TextWriter? unguarded;
    private bool isReserved;

    /// <summary>Keeps secrets off both streams and, for a result for programs, sends everything else that is printed from here on to standard error.</summary>
    public void Reserve(bool forPrograms)
    {
        Guard();
        if (forPrograms && !isReserved)
        {
            isReserved = true;
            Console.SetOut(Console.Error);
        }
    }

    /// <summary>Cake's console: the first thing that it prints with, so that all others find standard output guarded.</summary>
    public IConsole CreateConsole(ICakeEnvironment environment, CleanUp cleanUp)
    {
        Guard();
        cleanUp.Register(Flush);
        return new CancellableConsole(new CakeConsole(environment), cleanUp, IsTerminal);
    }

    /// <summary>What the host's report and headers are printed with: to where <see cref="CreateConsole"/> has sent all but the result.</summary>
    public static IAnsiConsole CreateReportConsole() =>
        AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(Console.Out),
            }
        );

    /// <summary>Prints lines once everything else is printed.</summary>
    public static void PrintAtExit(Func<IEnumerable<string>> lines) =>
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.Out.WriteLine(string.Join(Console.Out.NewLine, lines()));

    private static bool IsTerminal => !Console.IsOutputRedirected && !Console.IsErrorRedirected;

    /// <inheritdoc/>
    public void Lines(IEnumerable<string> lines) => Write(lines, OutsideText.Clean);

    /// <inheritdoc/>
    public void Transcript(IEnumerable<string> lines) =>
        Write(lines, IsTerminal && !HasNoColour ? OutsideText.CleanColoured : OutsideText.Clean);

    /// <inheritdoc/>
    public void Json(ReadOnlySpan<byte> content)
    {
        if (isReserved)
        {
            unguarded!.WriteLine(RedactedJson.Of(content, redactor).TrimEnd());
            unguarded.Flush();
        }
    }

    // https://no-color.org
    private static bool HasNoColour => Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };

    private void Write(IEnumerable<string> lines, Func<string, string> clean)
    {
        var writer = isReserved ? Console.Error : Console.Out;
        foreach (var line in lines)
        {
            writer.WriteLine(clean(line));
        }
    }

    // Whatever prints in this process prints by way of these two.
    private void Guard()
    {
        if (unguarded is null)
        {
            unguarded = Console.Out;
            Console.SetOut(new RedactedWriter(Console.Out, redactor));
            Console.SetError(new RedactedWriter(Console.Error, redactor));
        }
    }

    private static void Flush()
    {
        Console.Out.Flush();
        Console.Error.Flush();
    }
}
