using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class FillingTheDisk(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = SampleRepository.WithOneImage();

    private string Folder => Path.Combine(repository.Workspace, "full");

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task BeforeTheBuildPushesNothing()
    {
        var result = await OnDiskOf(pages: 0).Run("--target=Ship", $"--output={Folder}");

        result.FailsWith(Message("bake.json"));
        Assert.Empty(await new LabRegistry(lab).Tags($"{repository.Name}/web"));
        Assert.EndsWith("left:\n", result.StandardOutput);
    }

    [Fact]
    public async Task AfterThePushLeavesNoneOfTheFilesThatArePartOfARelease()
    {
        (await new BuildHost(lab, repository).Run("--target=Ship", $"--output={repository.Workspace}/first")).Succeeds();

        var result = await OnDiskOf(pages: 2).Run("--target=Ship", $"--output={Folder}");

        result.FailsWith(Message("release.json"));
        Assert.EndsWith("left:\n", result.StandardOutput);
    }

    [Fact]
    public async Task DuringTheBuildSaysSo()
    {
        var result = await OnDiskOf(pages: 1).Run("--target=Ship", $"--output={Folder}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no space left on device", result.Message);
        Assert.EndsWith("left: bake.json docker.log\n", result.StandardOutput);
        Assert.DoesNotContain("The whole log is in", result.Message);
        Assert.DoesNotContain("\n   at ", result.StandardError);
    }

    private string Message(string file) =>
        $"Cannot write {Folder}/{file}: No space left on device. "
        + "Free space, or name another folder with --output, and run again: what is pushed already stays and is not built again.";

    // A file takes a page at least. The mount is gone when the host has ended, so what it left is listed before.
    private BuildHost OnDiskOf(int pages) =>
        new(lab, repository)
        {
            Prefix =
            [
                "sh",
                "-c",
                $"mkdir '{Folder}' && mount -t tmpfs -o size={Math.Max(pages, 1) * 4}k tmpfs '{Folder}' && {(pages == 0 ? $"head -c 4096 /dev/zero >'{Folder}/other' && " : "")}"
                    + $"\"$@\"; code=$?; rm -f '{Folder}/other'; echo left: $(ls -A '{Folder}'); exit $code",
                "sh",
            ],
        };
}
