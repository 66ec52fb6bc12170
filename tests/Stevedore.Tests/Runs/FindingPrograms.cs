using System.ComponentModel;
using Cake.Core;
using Cake.Core.IO;
using NSubstitute;
using Stevedore.Runs;
using Xunit;

namespace Stevedore.Tests.Runs;

public sealed class FindingPrograms : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TakesTheFirstFolderThatHasIt()
    {
        folder.Program("b/git");
        var first = folder.Program("a/git");

        Assert.Equal(first, ProgramPath.Find($"{folder.File("none")}:{folder.File("a")}:{folder.File("b")}", "git"));
    }

    [Fact]
    public void TakesTheFirstNameThatThereIs()
    {
        folder.Program("a/docker.exe");
        var second = folder.Program("b/docker");

        Assert.Equal(second, ProgramPath.Find($"{folder.File("a")}:{folder.File("b")}", "docker", "docker.exe"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(":")]
    [InlineData("./:{0}/..")]
    [InlineData("{0}")]
    [InlineData("~/bin")]
    public void TakesNothingFromTheWorkingFolder(string? path)
    {
        using var working = new TemporaryFolder();
        working.Program("git");
        var relative = System.IO.Path.GetRelativePath(Environment.CurrentDirectory, working.Path);

        Assert.Null(ProgramPath.Find(path?.Replace("{0}", relative, StringComparison.Ordinal), "git"));
    }

    [Fact]
    public void PassesOverWhatCannotBeRun()
    {
        File.WriteAllText(folder.File("git"), "");
        Directory.CreateDirectory(folder.File("docker"));

        Assert.Null(ProgramPath.Find(folder.Path, "git", "docker"));
    }

    [Fact]
    public void TakesANameForNoPath()
    {
        folder.Program("a/git");

        Assert.Null(ProgramPath.Find(folder.Path, "a/git"));
        Assert.Null(ProgramPath.Find(folder.File("a"), "docker-credential-x/../git"));
    }

    [Fact]
    public void GivesOthersAPathOfTheSameFolders() => Assert.Equal("/usr/bin:/bin", ProgramPath.Absolute(".::/usr/bin:bin:/bin:"));

    [Fact]
    public void StartsAProgramByTheFileOnThePath()
    {
        var git = folder.Program("git");
        var (processes, runner) = Runner($"tools:{folder.Path}");

        runner.Start("git", new ProcessSettings());

        Assert.Equal(git, processes.Only.Path.FullPath);
    }

    [Fact]
    public void StartsAFileAsItIsNamed()
    {
        var (processes, runner) = Runner("");

        runner.Start("/opt/git", new ProcessSettings());

        Assert.Equal("/opt/git", processes.Only.Path.FullPath);
    }

    [Fact]
    public void StartsNothingThatIsNotOnThePath()
    {
        var (processes, runner) = Runner(":.");

        Assert.Throws<Win32Exception>(() => runner.Start("git", new ProcessSettings()));
        Assert.Empty(processes.Started);
    }

    private static (RecordingProcesses Processes, ProgramPathRunner Runner) Runner(string path)
    {
        var environment = Substitute.For<ICakeEnvironment>();
        environment.GetEnvironmentVariable("PATH").Returns(path);
        var processes = new RecordingProcesses();
        return (processes, new(processes, environment));
    }
}
