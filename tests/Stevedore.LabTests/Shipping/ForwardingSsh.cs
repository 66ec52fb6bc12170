using System.Diagnostics;
using Stevedore.LabTests.Engines;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>A Dockerfile mounts the user's SSH agent, or a key that the settings name.</summary>
public sealed class ForwardingSsh(LabFixture lab) : IAsyncDisposable
{
    private readonly SampleRepository repository = new();
    private Process? agent;

    private string Socket => Path.Combine(repository.Workspace, "agent.sock");

    public async ValueTask DisposeAsync()
    {
        if (agent is not null)
        {
            agent.Kill();
            await agent.WaitForExitAsync();
            agent.Dispose();
        }

        repository.Dispose();
    }

    [Theory]
    [InlineData("default")]
    [InlineData("default=../key")]
    public async Task GivesAStepASocket(string ssh)
    {
        await StartAgent();

        var result = (await Ship(ssh).With("SSH_AUTH_SOCK", Socket).Run("--target=Ship")).Succeeds();

        var proof = await repository.Read(lab, "/proof");
        Assert.Equal("a socket\n", proof.StandardOutput);
        Assert.DoesNotContain("PRIVATE KEY", result.StandardOutput + result.StandardError, StringComparison.Ordinal);
    }

    private BuildHost Ship(string ssh)
    {
        repository
            .Settings(
                $$"""
                {
                  "platforms": ["linux/amd64"],
                  "images": { "web": { "context": "web", "repository": "{{repository.Name}}/web", "ssh": ["{{ssh}}"] } }
                }
                """
            )
            .Dockerfile("web", $"RUN --mount=type=ssh : {repository.Name} && test -S \"$SSH_AUTH_SOCK\" && echo a socket >/proof")
            .CommitAll();
        return new(lab, repository);
    }

    private async Task StartAgent()
    {
        var key = Path.Combine(repository.Workspace, "key");
        agent = Process.Start(
            new ProcessStartInfo("ssh-agent", ["-D", "-a", Socket]) { UseShellExecute = false, RedirectStandardOutput = true }
        )!;
        await HostRun.Until(() => File.Exists(Socket));
        var made = await lab.Run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key]);
        Assert.True(made.ExitCode == 0, made.StandardError);
        var added = await lab.Run(["ssh-add", key], environment: new Dictionary<string, string?> { ["SSH_AUTH_SOCK"] = Socket });
        Assert.True(added.ExitCode == 0, added.StandardError);
    }
}
