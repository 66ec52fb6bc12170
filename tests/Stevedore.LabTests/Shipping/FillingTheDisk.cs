using Stevedore.LabTests.Engines;
using Stevedore.Terminal;
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

        result.FailsWith(
            $"Cannot use the output folder {Folder}: the disk is full. Let this user write there, or name another folder with --output."
        );
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
    public async Task AfterTheBuildLeavesTheLog()
    {
        var result = await OnDiskOf(pages: 1).Run("--target=Ship", $"--output={Folder}");

        result.FailsWith(Message("metadata.json"));
        Assert.EndsWith("left: docker.log\n", result.StandardOutput);
        Assert.Equal([repository.Tag], await new LabRegistry(lab).Tags($"{repository.Name}/web"));
    }

    // There it holds the credentials, the bake file and the log, and nothing besides.
    [Fact]
    public async Task DuringTheBuildSaysSo()
    {
        var result = await new BuildHost(lab, repository)
        {
            Prefix = ["sh", "-c", $"mount -t tmpfs -o size=12k tmpfs '{repository.Temporary}' && exec \"$@\"", "sh"],
        }.Run("--target=Ship");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no space left on device", result.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\n   at ", result.StandardError);
    }

    private string Message(string file) =>
        $"Cannot write {Folder}/{file}: the disk is full. "
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
