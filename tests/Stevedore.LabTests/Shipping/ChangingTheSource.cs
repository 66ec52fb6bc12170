using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>Somebody works in the folder that is being built.</summary>
public sealed class ChangingTheSource(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = SampleRepository.WithOneImage(
        """
        "tags": ["{sha:8}", "latest"],
        """,
        // A step of its own for each test: what the engine's cache holds does not begin.
        $"RUN : {Guid.NewGuid()} && echo begins && sleep 5"
    );

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task ReleasesNothing()
    {
        await using var run = new BuildHost(lab, repository).Start("--target=Ship");
        await HostRun.Until(() => repository.RunningLog.Contains(" begins\n", StringComparison.Ordinal));
        var (commit, tag) = (repository.Commit, repository.Tag);
        repository.Dockerfile("web", "RUN echo edited");

        var result = await run.End();

        result.FailsWith(
            $"Cannot ship {commit}: the source was changed while it was built: it has changes now, in web/Dockerfile for one. "
                + $"What was pushed may not be of that commit: {repository.Web}:{tag}. "
                + "Delete these tags, for the next run would take them for shipped, and run again where nobody works, such as in a `git worktree` of its own."
        );
        Assert.Equal(["docker.log"], repository.Outputs);
        Assert.Equal([tag], await new LabRegistry(lab).Tags($"{repository.Name}/web"));
    }

    [Fact]
    public async Task ReleasesNothingOfAnotherCommitInCodeBuildAlthoughEarlierStepsWroteFiles()
    {
        repository.Write("web/written", "by an earlier step\n");
        await using var run = new BuildHost(lab, repository)
            .With("CODEBUILD_BUILD_ID", "web:0f1e2d3c-0000-4000-8000-000000000000")
            .With("CODEBUILD_SRC_DIR", repository.Folder)
            .Start("--target=Ship");
        await HostRun.Until(() => repository.RunningLog.Contains(" begins\n", StringComparison.Ordinal));
        var commit = repository.Commit;
        repository.CommitAll();

        var result = await run.End();

        result.FailsWith(
            $"Cannot ship {commit}: the source was changed while it was built: it is {repository.Commit} now. "
                + $"What was pushed may not be of that commit: {repository.Web}:{commit[..8]}. "
                + "Delete these tags, for the next run would take them for shipped, and run again where nobody works, such as in a `git worktree` of its own."
        );
    }
}
