using System.Globalization;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Lab;

/// <summary>A lab beside the shared one, with a state folder of its own, that a test may break and end.</summary>
public sealed class SecondLab(LabFixture lab) : IAsyncDisposable
{
    public string State { get; } = Directory.CreateTempSubdirectory("stevedore lab ").FullName;

    public Task<CommandResult> Call(params string[] arguments) =>
        lab.Run(
            ["bash", lab.Script, .. Named(arguments)],
            environment: new Dictionary<string, string?>(StringComparer.Ordinal) { ["STEVEDORE_LAB_STATE"] = State }
        );

    // With the same engine.
    private string[] Named(string[] arguments) =>
        arguments is ["up", ..] && !Array.Exists(arguments, argument => argument.StartsWith("--engine=", StringComparison.Ordinal))
            ? [.. arguments, $"--engine={lab.Engine}"]
            : arguments;

    public async Task<IReadOnlyDictionary<string, string>> Up()
    {
        var up = await Call("up");
        Assert.True(up.ExitCode == 0, up.StandardError);
        return LabFixture.ParseVariables(up.StandardOutput);
    }

    public string Number => File.ReadAllText(Path.Combine(State, "number")).Trim();

    public int ProcessOf(string service) =>
        int.Parse(File.ReadAllText(Path.Combine(State, "pids", service)).Split(' ')[0], CultureInfo.InvariantCulture);

    public IEnumerable<string> Services => Directory.EnumerateFiles(Path.Combine(State, "pids")).Select(file => Path.GetFileName(file)!);

    public async ValueTask DisposeAsync()
    {
        var down = await Call("down");
        Assert.True(down.ExitCode == 0, down.StandardError);
        if (Directory.Exists(State))
        {
            Directory.Delete(State, recursive: true);
        }
    }
}
