using System.Diagnostics;
using System.Globalization;
using Stevedore.Runs;
using Stevedore.Terminal;

namespace Stevedore.Rehearsal;

/// <summary>A script that gives a machine an engine, registries and an AWS API of its own, and takes them away again.</summary>
/// <param name="script">
/// Understands <c>up</c>, which prints <c>NAME=value</c> lines, and <c>exec COMMAND…</c>, which runs a command among what <c>up</c> started. Among the
/// lines are DOCKER_HOST, DOCKER_CONFIG and AWS_ENDPOINT_URL, STEVEDORE_LAB_REGISTRY where there is a registry without accounts, and STEVEDORE_LAB_HOSTS
/// for further hosts that the lab serves.
/// </param>
internal sealed class Lab(string script, CleanUp cleanUp)
{
    // As long as it may take to remove a builder.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string Carried = "lab/lab.sh";
    private const int Cancelled = 130;

    /// <summary>The script that is meant: the one named, or the one that this package carries.</summary>
    /// <param name="chosen">The value of <c>--lab</c>; null for none.</param>
    /// <exception cref="StevedoreException">There is no such file.</exception>
    public static string Find(string? chosen, string repository)
    {
        var script = chosen is null ? Path.Combine(AppContext.BaseDirectory, Carried) : Path.Combine(repository, chosen);
        return File.Exists(script)
            ? script
            : throw new StevedoreException("Cannot rehearse", $"there is no lab script {script}", "Name one with --lab=<script>.");
    }

    /// <summary>Starts what is not running. Its progress goes to standard error.</summary>
    /// <returns>The variables that the lab's commands see.</returns>
    /// <exception cref="StevedoreException">The lab cannot start here; its script has said why.</exception>
    public async Task<ImmutableDictionary<string, string>> Up()
    {
        using var process = Start(["up"], null, isShip: false);
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? Parse(text)
            : throw new StevedoreException(
                "Cannot rehearse",
                Invariant($"`{script} up` ended with exit code {process.ExitCode}"),
                "What it printed above says what is missing and what to do."
            );
    }

    /// <summary>Runs a command among what the lab started, with this process's own streams.</summary>
    /// <param name="environment">The whole environment of the command.</param>
    /// <exception cref="StevedoreException">It failed; it has said why.</exception>
    public async Task Execute(IEnumerable<string> command, IReadOnlyDictionary<string, string> environment)
    {
        using var process = Start(["exec", .. command], environment, isShip: true);
        await process.WaitForExitAsync();
        // A terminal sends Ctrl-C to the command as well, which may end before this process has heard of it.
        cleanUp.AwaitEnd(process.ExitCode == Cancelled ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
        if (process.ExitCode != 0)
        {
            throw new StevedoreException(
                "The rehearsal failed",
                Invariant($"Ship ended with exit code {process.ExitCode}"),
                "Its own message is above."
            );
        }
    }

    private Process Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, bool isShip)
    {
        var path = environment is null ? Environment.GetEnvironmentVariable("PATH") : environment.GetValueOrDefault("PATH");
        var bash =
            ProgramPath.Find(path, ProgramPath.Names("bash"))
            ?? throw new StevedoreException(
                "Cannot rehearse",
                "bash is not installed, or not on the PATH",
                "Install bash, which runs the lab."
            );
        var start = new ProcessStartInfo(bash, [script, .. arguments]) { RedirectStandardOutput = !isShip };
        if (environment is not null)
        {
            start.Environment.Clear();
        }

        foreach (var (name, value) in environment ?? ImmutableDictionary<string, string>.Empty)
        {
            start.Environment[name] = value;
        }

        // The script starts programs by their names, and this is the folder of a repository.
        start.Environment["PATH"] = ProgramPath.Absolute(path);
        Process? process = null;
        cleanUp.Do(
            () => process = Process.Start(start)!,
            undo: () =>
            {
                if (process is not null)
                {
                    Stop(process, isShip);
                }
            }
        );
        return process!;
    }

    private static void Stop(Process process, bool isShip)
    {
        try
        {
            if (isShip && !process.HasExited)
            {
                Terminate(process);
            }

            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended, or was disposed after it had.
        }
    }

    // It has credentials and builders of its own to take away.
    private static void Terminate(Process process)
    {
        if (ProgramPath.Find(Environment.GetEnvironmentVariable("PATH"), "kill") is { } program)
        {
            using var kill = Process.Start(program, ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
            process.WaitForExit(Patience);
        }
    }

    // NAME='value', with '\'' for a quote inside.
    private static ImmutableDictionary<string, string> Parse(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToImmutableDictionary(
                parts => parts[0],
                parts => parts[1].Trim('\'').Replace("'\\''", "'", StringComparison.Ordinal),
                StringComparer.Ordinal
            );
}
