using System.Text;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class KeepingTheToken(LabFixture lab) : IDisposable
{
    private const string Token = "123456789012-auth-token";

    private readonly SampleRepository repository = SampleRepository.WithOneImage("", $"RUN echo {Guid.NewGuid()} && sleep 3");

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task InThePrivateConfigAlone()
    {
        // The runtime's pipes for debuggers lie in the temporary folder, and whoever reads one waits for a writer.
        var host = new BuildHost(lab, repository).With("DOTNET_EnableDiagnostics", "0");
        var places = new HashSet<string>(StringComparer.Ordinal);
        var hasSeenBuild = false;
        HostResult result;
        await using (var run = host.Start("--target=Ship", "--verbosity=diagnostic"))
        {
            while (!run.HasEnded)
            {
                var lines = CommandLines(run.Id).ToArray();
                hasSeenBuild |= lines.Any(line => line.Contains("buildx bake", StringComparison.Ordinal));
                places.UnionWith(lines.Where(HoldsToken));
                places.UnionWith(Files().Where(file => HoldsToken(RunningProcesses.Read(file))));
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            result = (await run.End()).Succeeds();
        }

        Assert.True(hasSeenBuild);
        var config = Assert.Single(places);
        Assert.Matches($"^{repository.Temporary}/stevedore-run-[^/]+/config.json$", config);
        Assert.DoesNotContain(Files(), file => HoldsToken(RunningProcesses.Read(file)));
        Assert.False(HoldsToken(result.StandardOutput));
        Assert.False(HoldsToken(result.StandardError));
    }

    [Fact]
    public async Task WhereNobodyElseCanReadIt()
    {
        await using var run = new BuildHost(lab, repository).Start("--target=Ship");
        await HostRun.Until(() => repository.PrivateConfigs.Length > 0);

        var folder = Assert.Single(repository.PrivateConfigs);
        await HostRun.Until(() => File.Exists(Path.Combine(folder, "config.json")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "config.json")));
        (await run.End()).Succeeds();
    }

    // The run's own processes, and those that the engine starts for it.
    private IEnumerable<string> CommandLines(int host)
    {
        var engine = int.Parse(File.ReadAllText(Path.Combine(lab.Variables["STEVEDORE_LAB"], "pids", "dockerd")).Split(' ')[0], null);
        return RunningProcesses.Below(host, engine).Select(RunningProcesses.CommandLine);
    }

    // All that the run could write to: its folders, the user's docker config, and the logs of the engine and the registries.
    private IEnumerable<string> Files() =>
        ((string[])[repository.Workspace, lab.Variables["DOCKER_CONFIG"], Path.Combine(lab.Variables["STEVEDORE_LAB"], "logs")]).SelectMany(
            folder =>
                Directory.EnumerateFiles(
                    folder,
                    "*",
                    new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }
                )
        );

    private static bool HoldsToken(string text) => Forms.Any(form => text.Contains(form, StringComparison.Ordinal));

    // In base64 a text looks in one of three ways, depending on where it stands; its ends depend on what is beside it.
    private static readonly string[] Forms =
    [
        Token,
        .. Enumerable.Range(0, 3).Select(offset => Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', offset) + Token))[4..^4]),
    ];
}
