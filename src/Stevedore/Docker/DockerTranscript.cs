using Stevedore.Credentials;
using Stevedore.Releases;
using Stevedore.Terminal;

namespace Stevedore.Docker;

/// <summary>What a docker command prints, as it prints it; what is shown and kept in the file is free of secrets and of control characters.</summary>
/// <param name="logFile">Where all of it is kept, behind what other commands printed; null for nowhere.</param>
/// <param name="command">The command, for the log.</param>
internal sealed class DockerTranscript(string? logFile, string command, bool isShown, Redactor redactor) : IDisposable
{
    private readonly Lock gate = new();
    private readonly KeptLines errors = new();
    private readonly KeptLines output = new();
    private StreamWriter? file = Open(logFile, command);

    /// <summary>The file that holds all of it; null when there is none, or it could not be written to its end.</summary>
    public string? LogFile => file is null ? null : logFile;

    /// <summary>The lines of its standard output; of what it prints without end, the last.</summary>
    public List<string> StandardOutput
    {
        get
        {
            lock (gate)
            {
                return output.All;
            }
        }
    }

    public int ExitCode { get; private set; }

    /// <summary>Whether docker was told to end, or its build was.</summary>
    public bool SaysCancelled =>
        ExitCode == 130 || Tail(int.MaxValue).Any(line => line.Contains("context canceled", StringComparison.Ordinal));

    // True tells Cake that the exit code is taken care of.
    public bool End(int exitCode)
    {
        ExitCode = exitCode;
        return true;
    }

    public string? Output(string? line) => Take(line, output.Add);

    public string? Error(string? line) => Take(line, raw => errors.Add(Shown(raw)));

    // docker writes plain warnings to standard output, and some commands their only reason.
    public ImmutableArray<string> Tail(int lines)
    {
        lock (gate)
        {
            return [.. (errors.All is { Count: > 0 } said ? said : output.All.Select(Shown)).TakeLast(lines)];
        }
    }

    public void Dispose() => file?.Dispose();

    private static StreamWriter? Open(string? logFile, string command)
    {
        if (logFile is null)
        {
            return null;
        }

        try
        {
            var writer = new StreamWriter(logFile, append: true) { AutoFlush = true };
            writer.WriteLine($"{OutputFiles.LogHeader}{command}");
            return writer;
        }
        catch (Exception cause) when (FileFaults.Is(cause))
        {
            return null;
        }
    }

    // On a full disk the log ends early; whether the build goes on is docker's to say.
    private void Log(string line)
    {
        try
        {
            file?.WriteLine(line);
        }
        catch (IOException)
        {
            file = null;
        }
    }

    private string Shown(string line) => redactor.Redact(HelperOutput.Hide(OutsideText.CleanLines(line)));

    private string? Take(string? line, Action<string> keep)
    {
        if (line is null)
        {
            return null;
        }

        var shown = Shown(line);
        lock (gate)
        {
            keep(line);
            Log(shown);
        }

        // Where docker itself shows progress: standard output is for the result.
        if (isShown)
        {
            Console.Error.WriteLine(shown);
        }

        // Cake would keep what it is given, however much that is.
        return null;
    }
}
