using Stevedore.Settings;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>Which files that git does not know make a tree dirty.</summary>
public sealed class ReadingOnlyWhatIsBuilt : IDisposable
{
    private const string Web =
        """{ "images": { "web": { "context": "web", "contexts": { "assets": "assets" } } }, "builder": { "config": "buildkitd.toml" } }""";
    private const string Whole = """{ "images": { "web": {} } }""";

    private readonly GitRepository repository = GitRepository.Init();

    public void Dispose() => repository.Dispose();

    [Theory]
    [InlineData("out.log", false)]
    [InlineData("logs/out.log", false)]
    [InlineData("web.log", false)]
    [InlineData("web/app.js", true)]
    [InlineData("web/new/app.js", true)]
    [InlineData("assets/logo.svg", true)]
    [InlineData("buildkitd.toml", true)]
    [InlineData("web/Dockerfile.dockerignore", true)]
    public void OutsideEveryContextMakesNoTreeDirty(string file, bool isDirty) => Assert.Equal(isDirty, IsDirty(Web, file));

    [Theory]
    [InlineData("out.log", false)]
    [InlineData("logs/out.log", false)]
    [InlineData("deep/down/out.log", false)]
    [InlineData("logs/keep.txt", true)]
    [InlineData("node_modules/a/index.js", false)]
    [InlineData("app.js", true)]
    [InlineData("new/app.js", true)]
    public void LeftOutByTheContextMakesNoTreeDirty(string file, bool isDirty)
    {
        repository.Write(".dockerignore", "**/*.log\nlogs\n!logs/keep.txt\nnode_modules\n");

        Assert.Equal(isDirty, IsDirty(Whole, file));
    }

    [Fact]
    public void LeftOutByTheFileBesideTheDockerfileMakesNoTreeDirty()
    {
        repository.Write(".dockerignore", "").Write("Dockerfile.dockerignore", "*.log\n");

        Assert.False(IsDirty(Whole, "out.log"));
    }

    [Fact]
    public void ALinkInAContextMakesATreeDirty()
    {
        repository.Write("web/Dockerfile").Commit();
        File.CreateSymbolicLink(Path.Combine(repository.Folder, "web/link"), "/etc");

        Assert.True(IsDirty(Web, null));
    }

    [Fact]
    public void AChangedFileMakesATreeDirtyWhereverItIs()
    {
        repository.Write("notes.txt").Commit();

        Assert.True(IsDirty(Web, "notes.txt", "changed\n"));
    }

    [Fact]
    public void AContextInAFolderThatGitDoesNotKnowMakesATreeDirty()
    {
        repository.Write("README.md").Commit();
        repository.Write("web/Dockerfile");

        Assert.True(Read(Web).IsDirty);
    }

    private bool IsDirty(string settings, string? file, string text = "text\n")
    {
        if (file is not null && !File.Exists(Path.Combine(repository.Folder, file)))
        {
            repository.Write("web/Dockerfile").Write("assets/a").Write("Dockerfile").Commit();
        }

        if (file is not null)
        {
            repository.Write(file, text);
        }

        return Read(settings).IsDirty;
    }

    private Stevedore.Source.GitFacts Read(string settings)
    {
        var resolved = new PlanCase(settings).Settings;
        var reading = new BuildReading(resolved.Values, repository.Folder, Path.Combine(repository.Folder, "stevedore.json"));
        return repository.Read()!.WithoutUnread(reading.TakesIn);
    }
}
