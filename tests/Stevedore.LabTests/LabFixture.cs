using System.Diagnostics;
using Stevedore.LabTests;
using Stevedore.Terminal;
using Xunit;

[assembly: AssemblyFixture(typeof(LabFixture))]

// The tests share one engine, and some switch its image store.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Stevedore.LabTests;

/// <summary>What a command answered.</summary>
public sealed record CommandResult(int ExitCode, string StandardOutput, string StandardError)
{
    /// <summary>Holds a command that only prepares or cleans up to its success.</summary>
    public CommandResult Succeeds()
    {
        Assert.True(ExitCode == 0, StandardOutput + StandardError);
        return this;
    }
}

/// <summary>The lab of this repository, started once for all tests and left running for the next ones.</summary>
public sealed class LabFixture : IAsyncLifetime
{
    public string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>The engine that the tests run on: that of STEVEDORE_LAB_ENGINE, 26 where none is named.</summary>
    public string Engine { get; } = Environment.GetEnvironmentVariable("STEVEDORE_LAB_ENGINE") is { Length: > 0 } named ? named : "26";

    public string Script => Path.Combine(RepositoryRoot, "tests", "lab", "lab.sh");

    /// <summary>What <c>lab.sh up</c> printed.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; private set; } = new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        var up = (await Run(["bash", Script, "up", $"--engine={Engine}"])).Succeeds();
        Variables = ParseVariables(up.StandardOutput);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Runs a command in the lab.</summary>
    public Task<CommandResult> Exec(params string[] command) => Run(["bash", Script, "exec", .. command]);

    /// <summary>Runs a command on this machine, in the root of the repository.</summary>
    public async Task<CommandResult> Run(
        IEnumerable<string> command,
        string standardInput = "",
        IReadOnlyDictionary<string, string?>? environment = null
    )
    {
        var words = command.ToArray();
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = RepositoryRoot,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Where nobody says which lab: beside the one that a person works with.
        if (Engine != "26" && Environment.GetEnvironmentVariable("STEVEDORE_LAB_STATE") is null or "")
        {
            start.Environment["STEVEDORE_LAB_STATE"] = Path.Combine(RepositoryRoot, $".lab-{Engine}");
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"Cannot start {words[0]}.");
        var cancellation = TestContext.Current.CancellationToken;
        await using var killing = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.StandardInput.WriteAsync(standardInput);
        process.StandardInput.Close();
        var result = new CommandResult(0, await output, await errors);
        await process.WaitForExitAsync(cancellation);
        return result with { ExitCode = process.ExitCode };
    }

    /// <summary>Parses lines of the form <c>NAME='value'</c>.</summary>
    public static IReadOnlyDictionary<string, string> ParseVariables(string lines) =>
        lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1][1..^1].Replace(@"'\''", "'"), StringComparer.Ordinal);

    private static string FindRepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Stevedore.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No Stevedore.slnx above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
