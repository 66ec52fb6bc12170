using Cake.Core;
using NSubstitute;
using Stevedore.Arguments;
using Stevedore.Settings;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>Files that are there and cannot be read. Root may read every file, but not a folder as one.</summary>
public sealed class ReadingTheWorkspace : IDisposable
{
    private static readonly PlanCase Web = new("""{ "images": { "web": { "context": "web" } } }""");

    private readonly TemporaryFolder folder = new();

    public ReadingTheWorkspace() => Directory.CreateDirectory(folder.File("web"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TakesTheDockerfiles()
    {
        File.WriteAllText(folder.File("web/Dockerfile"), "FROM alpine\nARG A\n");

        var (name, file) = Assert.Single(WorkspaceFiles.Dockerfiles(folder.Path, Web.Settings));

        Assert.Equal(("web", true), (name, file.Declares("A")));
    }

    [Fact]
    public void ReadsArtifactsWhereThePipelineHasThem()
    {
        var settings = new PlanCase("""{ "images": { "web": { "contexts": { "base": "artifact:Base" } } } }""").Settings;
        File.WriteAllText(folder.File("imageDetail.json"), """{"ImageURI":"a.example/base:1"}""");

        Assert.Null(Assert.Single(WorkspaceFiles.Artifacts(settings, new Dictionary<string, string>())).Value);
        Assert.Equal(
            "a.example/base:1",
            Assert
                .Single(WorkspaceFiles.Artifacts(settings, new Dictionary<string, string> { ["CODEBUILD_SRC_DIR_Base"] = folder.Path }))
                .Value
        );
        Assert.Equal(
            "Cannot use the context artifact:Base: CODEBUILD_SRC_DIR_Base is not set. "
                + "Add an ECR source with the output artifact Base to the pipeline, and name it as an input of the build action.",
            WorkspaceFiles.NoArtifact("Base").Message
        );
    }

    [Fact]
    public void TakesNoArtifactOfAnotherDigestThanThePipelineNames()
    {
        var settings = new PlanCase("""{ "images": { "web": { "contexts": { "base": "artifact:Base" } } } }""").Settings;
        File.WriteAllText(folder.File("imageDetail.json"), """{"ImageURI":"a.example/base@sha256:11"}""");
        Dictionary<string, string> environment = new()
        {
            ["CODEBUILD_SRC_DIR_Base"] = folder.Path,
            ["STEVEDORE_DIGEST_Base"] = "sha256:11",
        };

        Assert.Equal("a.example/base@sha256:11", Assert.Single(WorkspaceFiles.Artifacts(settings, environment)).Value);

        environment["STEVEDORE_DIGEST_Base"] = "sha256:22";
        Assert.Equal(
            $"Cannot use the context artifact:Base: {folder.File("imageDetail.json")} names a.example/base@sha256:11, and the execution of the pipeline names sha256:22. "
                + "Somebody has replaced the artifact: look at who may write to the bucket of the pipeline's artifacts, and release the change again.",
            Assert.Throws<StevedoreException>(() => WorkspaceFiles.Artifacts(settings, environment)).Message
        );
    }

    [Fact]
    public void ReadsAFileOfSeveralImagesOnce()
    {
        File.WriteAllText(folder.File("web/Dockerfile"), "FROM scratch\n");
        var two = new PlanCase(
            """{ "images": { "one": { "context": "web" }, "two": { "context": ".", "dockerfile": "web/Dockerfile" } } }"""
        );

        var files = WorkspaceFiles.Dockerfiles(folder.Path, two.Settings);

        Assert.Same(files["one"], files["two"]);
    }

    [Fact]
    public void SaysWhichDockerfileCannotBeRead()
    {
        Directory.CreateDirectory(folder.File("web/Dockerfile"));

        Assert.Equal(
            $"Cannot read {folder.File("web/Dockerfile")}: it is a folder. Make it a file that this user can read.",
            Assert.Throws<StevedoreException>(() => WorkspaceFiles.Dockerfiles(folder.Path, Web.Settings)).Message
        );
    }

    [Theory]
    [InlineData("wob", "Dockerfile", "images.web.context is 'wob' (stevedore.json:1), and there is no such folder")]
    [InlineData(
        "web",
        "Dockerfile.prod",
        "images.web.dockerfile is 'Dockerfile.prod' (stevedore.json:1), and there is no such file in web"
    )]
    public void SaysWhichPathLeadsNowhere(string context, string dockerfile, string fault)
    {
        var astray = new PlanCase($$"""{ "images": { "web": { "context": "{{context}}", "dockerfile": "{{dockerfile}}" } } }""");

        Assert.Equal(
            $"Cannot build: {fault}. Correct the paths; they are relative to the repository.",
            Assert.Throws<StevedoreException>(() => WorkspaceFiles.Dockerfiles(folder.Path, astray.Settings)).Message
        );
    }

    [Theory]
    [InlineData(null, "stevedore.json")]
    [InlineData("other.json", "other.json")]
    public void SaysThatTheSettingsCannotBeRead(string? config, string file)
    {
        Directory.CreateDirectory(folder.File(file));

        Assert.Equal(
            $"Cannot read {folder.File(file)}: it is a folder. Make it a file that this user can read.",
            Assert.Throws<StevedoreException>(() => Load(config)).Message
        );
    }

    [Fact]
    public void SaysThatTheChosenSettingsAreMissing() =>
        Assert.Equal(
            $"Cannot read the settings of --config=other.json: there is no file {folder.File("other.json")}. "
                + "Correct the path, or leave out --config.",
            Assert.Throws<StevedoreException>(() => Load("other.json")).Message
        );

    [Fact]
    public void HasNoTextOfAFileThatIsMissing()
    {
        Assert.Null(WrittenFile.Text(folder.File("stevedore.json")));
        Assert.Null(WrittenFile.Text(folder.File("none/stevedore.json")));
    }

    private void Load(string? config)
    {
        var cake = Substitute.For<ICakeContext>();
        cake.Environment.WorkingDirectory.Returns(new Cake.Core.IO.DirectoryPath(folder.Path));
        cake.Environment.GetEnvironmentVariables().Returns(new Dictionary<string, string?>());
        _ = new WorkspaceReader([], new SettingsCode(null)).Look(cake, new RunOptions { Config = config }).Settings;
    }
}
