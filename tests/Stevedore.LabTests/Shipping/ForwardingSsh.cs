using System.Diagnostics;
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

    [Fact]
    public async Task SaysThatThereIsNoAgent()
    {
        const string fix = "Start one with `eval $(ssh-agent) && ssh-add`, or name a key: set images.web.ssh to [\"default=<file>\"].";
        var host = Ship("default");

        (await host.With("SSH_AUTH_SOCK", null).Run("--target=Ship")).FailsWith(
            $"Cannot build web: its ssh 'default' is the agent of SSH_AUTH_SOCK, which is not set. {fix}"
        );
        (await host.With("SSH_AUTH_SOCK", "/nowhere/agent").Run("--target=Ship")).FailsWith(
            $"Cannot build web: its ssh 'default' is the agent of SSH_AUTH_SOCK, and there is no such socket as /nowhere/agent. {fix}"
        );
        await ChangesNothing();
    }

    [Fact]
    public async Task SaysWhichKeyIsNotThere()
    {
        (await Ship("default=keys/deploy").Run("--target=Ship")).FailsWith(
            "Cannot build web: its ssh 'default=keys/deploy' names keys/deploy, and there is no such file. "
                + "Correct images.web.ssh; paths are relative to the repository."
        );
        await ChangesNothing();
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

    private async Task ChangesNothing()
    {
        Assert.Empty(repository.Outputs);
        Assert.Empty(repository.PrivateConfigs);
        Assert.DoesNotContain(
            repository.Name,
            (await lab.Exec("aws", "ecr", "describe-repositories", "--query", "repositories[].repositoryName")).StandardOutput,
            StringComparison.Ordinal
        );
    }
}
