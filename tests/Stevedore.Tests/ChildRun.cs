using System.Diagnostics;
using Stevedore.Terminal;

namespace Stevedore.Tests;

/// <summary>A run of the ship host as a process of its own.</summary>
internal sealed class ChildRun : IDisposable
{
    /// <summary>The program.</summary>
    public static readonly string Host = TestHost.Find("ShipHost");
    private readonly Process process;
    private readonly List<string> lines = [];

    private ChildRun(Process process) => this.process = process;

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="prefix">A program that runs it, such as one that ignores a signal; null for none.</param>
    public static ChildRun Start(string what, string? prefix = null)
    {
        var start = Info(null, what, []);
        if (prefix is not null)
        {
            start.ArgumentList.Insert(0, start.FileName);
            start.FileName = prefix;
        }

        var run = new ChildRun(Process.Start(start)!);
        run.lines.Add(run.process.StandardOutput.ReadLine()!);
        return run;
    }

    /// <summary>Begins a command in a folder.</summary>
    public static ChildRun Begin(string folder, string what, params string[] arguments) => Begin(folder, [], what, arguments);

    /// <summary>Begins a command in a folder, with variables of its own.</summary>
    public static ChildRun Begin(string folder, Dictionary<string, string> variables, string what, params string[] arguments)
    {
        var start = Info(folder, what, arguments);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>The memory that is its own, without the files that it shares with others, in bytes; 0 once it has ended.</summary>
    public long OwnMemory =>
        File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith("RssAnon:", StringComparison.Ordinal))
            is { } line
            ? long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], null as IFormatProvider) * 1024
            : 0;

    /// <summary>The next line that it prints; null at the end.</summary>
    public Task<string?> ReadLine() => process.StandardOutput.ReadLineAsync();

    /// <summary>Runs a whole command in a folder.</summary>
    public static (int ExitCode, string Output, string Errors) Of(string folder, string what, params string[] arguments) =>
        Of(folder, [], what, arguments);

    /// <summary>Runs a whole command in a folder, with variables of its own.</summary>
    public static (int ExitCode, string Output, string Errors) Of(
        string folder,
        Dictionary<string, string> variables,
        string what,
        params string[] arguments
    )
    {
        var start = Info(folder, what, arguments);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync();
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return (child.ExitCode, output, errors.Result);
    }

    public void Signal(string name) => FinishedCommand.Run("kill", "-" + name, process.Id.ToString(null as IFormatProvider));

    /// <summary>The exit code and every line of standard output.</summary>
    public (int ExitCode, string Output) End()
    {
        lines.AddRange(process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        process.WaitForExit();
        return (process.ExitCode, string.Join('|', lines));
    }

    /// <summary>Waits until it prints a line that holds a text, at most a minute between lines.</summary>
    public async Task Says(string text)
    {
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)) is { } line)
        {
            lines.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException($"It ended without saying '{text}': {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>The exit code and all that it printed, as it was printed.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> EndWithAll()
    {
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(lines.Select(line => line + "\n")) + output, await errors);
    }

    /// <summary>The exit code and all that went to standard error.</summary>
    public (int ExitCode, string Errors) EndWithErrors()
    {
        _ = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static ProcessStartInfo Info(string? folder, string what, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Host, what, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Environment.CurrentDirectory,
        };
        // What the machine of the tests says must not reach the plan.
        foreach (var name in start.Environment.Keys.Where(IsSaying).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["NO_COLOR"] = "1";
        return start;
    }

    private static bool IsSaying(string name) =>
        name is "GITHUB_ACTIONS" or "TF_BUILD" or "BUILDX_BUILDER" or "IMAGE_TAG" or "SOURCE_DATE_EPOCH"
        || name.StartsWith("AWS_", StringComparison.Ordinal)
        || name.StartsWith("CODEBUILD_", StringComparison.Ordinal)
        || name.StartsWith("STEVEDORE_", StringComparison.Ordinal)
        || name.StartsWith("DOCKER", StringComparison.Ordinal);
}
