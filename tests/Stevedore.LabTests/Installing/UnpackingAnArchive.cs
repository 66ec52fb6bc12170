using System.Diagnostics;
using Stevedore.LabTests.Shipping;
using Xunit;

namespace Stevedore.LabTests.Installing;

/// <summary>The archives of programs that need no .NET, and the file of their checksums.</summary>
[Collection(typeof(FromOneFeed))]
[Trait("Suite", "installing")]
public sealed class UnpackingAnArchive(LabFixture lab, PackedFeed feed)
{
    private static readonly string[] Pack = ["--target=Pack", "--parts=archives", "--runtimes=linux-x64"];

    private string Packages => Path.Combine(lab.RepositoryRoot, "artifacts", "packages");

    private string Archive => $"stevedore-{feed.Version}-linux-x64.tar.gz";

    [Fact]
    public async Task PlansWithoutDotNetAndFitsItsChecksum()
    {
        using var repository = SampleRepository.WithOneImage();
        (await lab.Run(["dotnet", BuildHost.Program, .. Pack])).Succeeds();

        var check = await lab.Run(["env", $"--chdir={Packages}", "sha256sum", "-c", "SHA256SUMS"]);

        Assert.Contains($"{Archive}: OK\n", check.Succeeds().StandardOutput, StringComparison.Ordinal);
        Assert.Equal("", check.StandardError);
        (await lab.Run(["tar", "-xzf", Path.Combine(Packages, Archive), "-C", repository.Home])).Succeeds();
        File.CreateSymbolicLink(Path.Combine(repository.Home, "git"), Program("git"));
        var plan = await lab.Run([
            "env",
            "-i",
            $"--chdir={repository.Folder}",
            $"PATH={repository.Home}",
            $"HOME={repository.Home}",
            Path.Combine(repository.Home, "stevedore"),
            "plan",
        ]);
        Assert.Contains($"{repository.Name}/web", plan.Succeeds().StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeavesNothingThatLooksWholeWhereItIsCutShort()
    {
        Directory.CreateDirectory(Packages);
        var archive = Path.Combine(Packages, Archive);
        await File.WriteAllTextAsync(archive, "an earlier one", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Packages, "SHA256SUMS"), "of that\n", TestContext.Current.CancellationToken);
        var unfinished = Path.Combine(lab.RepositoryRoot, "artifacts", "programs", Archive);
        File.Delete(unfinished);
        ProcessStartInfo start = new("dotnet", [BuildHost.Program, .. Pack]) { WorkingDirectory = lab.RepositoryRoot };
        using var pack = Process.Start(start)!;

        while (!File.Exists(unfinished) && !pack.HasExited)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        pack.Kill();
        await pack.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(File.Exists(unfinished));
        Assert.Equal("an earlier one", await File.ReadAllTextAsync(archive, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(Path.Combine(Packages, "SHA256SUMS")));
        File.Delete(archive);
    }

    private static string Program(string name) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, name)).First(File.Exists);
}
