using System.Diagnostics;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Lab;

[Trait("Suite", "labs")]
public sealed class SeveralLabs(LabFixture lab)
{
    [Fact]
    public async Task HaveAddressesOfTheirOwn()
    {
        await using var second = new SecondLab(lab);

        var variables = await second.Up();

        foreach (var name in (string[])["DOCKER_HOST", "STEVEDORE_LAB_REGISTRY", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_ECR_PUBLIC"])
        {
            Assert.NotEqual(lab.Variables[name], variables[name]);
        }

        var pull = await second.Call("exec", "docker", "pull", "--quiet", "public.ecr.aws/docker/library/busybox:1.37");
        Assert.True(pull.ExitCode == 0, pull.StandardError);
    }

    [Fact]
    public async Task StartAtTheSameTime()
    {
        await using var second = new SecondLab(lab);
        await using var third = new SecondLab(lab);

        var variables = await Task.WhenAll(second.Up(), second.Up(), third.Up());

        Assert.Equal(variables[0], variables[1]);
        Assert.NotEqual(variables[0]["DOCKER_HOST"], variables[2]["DOCKER_HOST"]);
    }

    [Theory]
    [InlineData("dockerd")]
    [InlineData("registry-public.ecr.aws-443")]
    [InlineData("aws")]
    [InlineData("init")]
    public async Task RecoverFromAKilled(string service)
    {
        await using var second = new SecondLab(lab);
        var before = await second.Up();

        Kill(second.ProcessOf(service));
        var exec = await second.Call("exec", "true");
        var after = await second.Up();
        var pull = await second.Call("exec", "docker", "pull", "--quiet", "public.ecr.aws/docker/library/busybox:1.37");

        Assert.Equal(3, exec.ExitCode);
        Assert.Contains(service, exec.StandardError);
        Assert.Equal(before, after);
        Assert.True(pull.ExitCode == 0, pull.StandardError);
    }

    [Fact]
    public async Task DoNotTakeAProcessThatGotAnOldIdForTheirs()
    {
        await using var second = new SecondLab(lab);
        await second.Up();
        using var stranger = Process.Start("sleep", "60");

        var record = Path.Combine(second.State, "pids", "dockerd");
        var words = (await File.ReadAllTextAsync(record, TestContext.Current.CancellationToken)).Split(' ');
        await File.WriteAllTextAsync(record, $"{stranger.Id} {words[1]}", TestContext.Current.CancellationToken);
        await second.Up();
        (await second.Call("down")).Succeeds();

        Assert.False(stranger.HasExited);
        stranger.Kill();
    }

    [Fact]
    public async Task EndWithoutATrace()
    {
        await using var second = new SecondLab(lab);
        var before = await MachineState();

        await second.Up();
        (await second.Call("exec", "docker", "run", "--detach", "public.ecr.aws/docker/library/busybox:1.37", "sleep", "600")).Succeeds();
        var number = second.Number;
        // All but those in containers, which end with them.
        var processes = RunningProcesses.Beside(second.ProcessOf("init"));
        Assert.Subset(processes, second.Services.Select(second.ProcessOf).ToHashSet());
        Assert.True(Directory.Exists($"/sys/class/net/stevedore{number}"));
        (await second.Call("down")).Succeeds();

        Assert.Equal(before, await MachineState());
        Assert.Empty(processes.Intersect(RunningProcesses.Ids));
        Assert.False(Directory.Exists($"/sys/class/net/stevedore{number}"));
        Assert.Empty((await lab.Run(["find", "/sys/fs/cgroup", "-maxdepth", "2", "-name", $"stevedore-lab-{number}"])).StandardOutput);
        Assert.False(Directory.Exists($"/run/stevedore-lab/{number}"));
        Assert.False(Directory.Exists(second.State));
    }

    [Fact]
    public async Task WhoseFolderWasDeletedEndWithTheNextUp()
    {
        await using var second = new SecondLab(lab);
        await using var third = new SecondLab(lab);
        await second.Up();
        var (process, number) = (second.ProcessOf("init"), second.Number);

        Directory.Delete(second.State, recursive: true);
        await third.Up();

        Assert.DoesNotContain(process, RunningProcesses.Ids);
        // Another lab may have got its number by now.
        var claim = new FileInfo($"/run/stevedore-lab/{number}/state");
        Assert.False(claim.Exists && await File.ReadAllTextAsync(claim.FullName, TestContext.Current.CancellationToken) == second.State);
    }

    private static void Kill(int process)
    {
        using var killed = Process.GetProcessById(process);
        killed.Kill();
        killed.WaitForExit();
    }

    /// <summary>Settings of the machine that an engine changes where it may.</summary>
    private async Task<string> MachineState() =>
        (
            await lab.Run(["sh", "-c", "cat /proc/mounts /etc/hosts /proc/sys/net/ipv4/ip_forward /proc/net/ip_tables_names 2>/dev/null"])
        ).StandardOutput;
}
