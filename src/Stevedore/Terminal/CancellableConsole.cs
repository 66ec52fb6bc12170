using Cake.Core;

namespace Stevedore.Terminal;

/// <summary>A console that prints no error once the process has been told to end: what fails then fails because of it.</summary>
/// <remarks>Every error of a task and of the host itself comes by here, whatever step was under way.</remarks>
/// <param name="isTerminal">Whether both streams are shown by a terminal: a pipe or a file keeps what a terminal obeys.</param>
internal sealed class CancellableConsole(IConsole console, CleanUp cleanUp, bool isTerminal) : IConsole
{
    public ConsoleColor ForegroundColor
    {
        get => console.ForegroundColor;
        set => console.ForegroundColor = value;
    }

    public ConsoleColor BackgroundColor
    {
        get => console.BackgroundColor;
        set => console.BackgroundColor = value;
    }

    public bool SupportAnsiEscapeCodes => isTerminal && console.SupportAnsiEscapeCodes;

    public void Write(string format, params object[] arg) => console.Write(format, arg);

    public void Write(string value) => console.Write(value);

    public void WriteLine(string format, params object[] arg) => console.WriteLine(format, arg);

    public void WriteLine(string value) => console.WriteLine(value);

    public void WriteError(string format, params object[] arg) => OfError().WriteError(format, arg);

    public void WriteError(string value) => OfError().WriteError(value);

    public void WriteErrorLine(string format, params object[] arg) => OfError().WriteErrorLine(format, arg);

    public void WriteErrorLine(string value) => OfError().WriteErrorLine(value);

    public void ResetColor() => console.ResetColor();

    private IConsole OfError()
    {
        cleanUp.AwaitEnd(TimeSpan.Zero);
        return console;
    }
}
