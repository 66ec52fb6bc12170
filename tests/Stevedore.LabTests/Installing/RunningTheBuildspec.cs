using System.Text.Json;
using Stevedore.LabTests.Shipping;
using Xunit;

namespace Stevedore.LabTests.Installing;

/// <summary>The generated buildspec as CodeBuild runs it: from a checkout without git's folder, with its variables and an empty cache of packages.</summary>
[Collection(typeof(FromOneFeed))]
[Trait("Suite", "installing")]
public sealed class RunningTheBuildspec(LabFixture lab, PackedFeed feed)
{
    [Theory]
    [InlineData(2)]
    [InlineData(1, "--build-project")]
    public async Task ShipsInCodeBuild(int commands, params string[] arguments)
    {
        using NewRepository repository = new(lab, feed);
        repository.Sample.Write("Dockerfile", $"FROM {SampleRepository.Busybox}\n");
        (await new ToolHost(lab, repository.Sample, feed.ToolCommand).Run(["init", "--yes", .. arguments])).Succeeds();
        repository.Sample.CommitAll();
        var (commit, tag) = (repository.Sample.Commit, repository.Sample.Tag);
        Directory.Delete(Path.Combine(repository.Sample.Folder, ".git"), recursive: true);

        var given = Buildspec.Commands(repository.Sample);
        // One shell for all, as CodeBuild has it.
        var run = await repository.Run(
            $"""
            set -e
            export CODEBUILD_BUILD_ID=web:1 CODEBUILD_SRC_DIR=$PWD CODEBUILD_RESOLVED_SOURCE_VERSION={commit} CODEBUILD_SOURCE_VERSION=refs/heads/main
            {string.Join('\n', given)}
            """
        );

        Assert.True(run.ExitCode == 0, run.StandardOutput + run.StandardError);
        Assert.Equal(commands, given.Length);
        using var definitions = JsonDocument.Parse(repository.Sample.Output("imagedefinitions.json"));
        Assert.EndsWith($":{tag}", definitions.RootElement[0].GetProperty("imageUri").GetString(), StringComparison.Ordinal);
    }
}
