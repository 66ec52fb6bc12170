using Stevedore.LabTests.Shipping;
using Xunit;

namespace Stevedore.LabTests.Installing;

/// <summary>Init on a file system that takes nothing, also from root.</summary>
[Collection(typeof(FromOneFeed))]
[Trait("Suite", "installing")]
public sealed class BeginningWhereItCannotWrite(LabFixture lab, PackedFeed feed)
{
    [Fact]
    public async Task SaysWhatToDo()
    {
        using NewRepository repository = new(lab, feed);
        repository.Sample.Write("Dockerfile", $"FROM {SampleRepository.Busybox}\n").CommitAll();
        const string readOnly = "mount --bind . . && mount -o remount,ro,bind \"$PWD\" && cd \"$PWD\" && exec \"$@\"";

        var init = await new ToolHost(lab, repository.Sample, "unshare", "--mount", "sh", "-c", readOnly, "sh", feed.ToolCommand).Run(
            "init",
            "--yes"
        );

        Assert.Equal(1, init.ExitCode);
        Assert.Contains($"Cannot write into {repository.Sample.Folder}: ", init.StandardError, StringComparison.Ordinal);
        Assert.Contains("Make the folder writable, and run again", init.StandardError, StringComparison.Ordinal);
        Assert.Equal("", repository.Sample.Git("status", "--porcelain"));
    }
}
