namespace Stevedore.Terminal;

/// <summary>Lines from the terminal, of which it shows nothing from the first question to the last answer.</summary>
internal sealed class HiddenInput : IDisposable
{
    private readonly Func<int> read;
    private readonly IDisposable? quiet;
    private int last;

    /// <param name="read">The next byte; negative at the end.</param>
    /// <param name="quiet">Gives the terminal back.</param>
    public HiddenInput(Func<int> read, IDisposable? quiet)
    {
        this.read = read;
        this.quiet = quiet;
    }

    /// <summary>Makes the terminal quiet, at the latest until the process ends.</summary>
    public static HiddenInput Open(CleanUp cleanUp)
    {
        if (OperatingSystem.IsWindows())
        {
            return new(new WindowsKeys().Read, null);
        }

        var terminal = new QuietTerminal();
        cleanUp.Register(terminal.Dispose);
        return new(terminal.Read, terminal);
    }

    /// <summary>Asks on standard error, and takes a line.</summary>
    public TypedLine Ask(string question)
    {
        Console.Error.Write(question);
        Console.Error.Flush();
        var line = new TypedLine();
        last = First();
        while (last >= 0 && !line.Take((byte)last))
        {
            last = read();
        }

        Console.Error.WriteLine();
        return line;
    }

    /// <inheritdoc/>
    public void Dispose() => quiet?.Dispose();

    // A pasted end of line may be two characters.
    private int First()
    {
        var next = read();
        var isSecondOfTwo = last == '\r' && next == '\n';
        return isSecondOfTwo ? read() : next;
    }
}
