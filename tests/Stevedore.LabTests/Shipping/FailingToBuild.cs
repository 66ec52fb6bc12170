using Stevedore.LabTests.Engines;
using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class FailingToBuild(LabFixture lab)
{
    [Fact]
    public async Task ShowsTheLastLinesAndKeepsTheRestInALog()
    {
        using var repository = SampleRepository.WithOneImage(
            "",
            $"RUN for line in $(seq 100); do echo line $line {Guid.NewGuid()}; done",
            "RUN echo last words && exit 7"
        );

        var result = await new BuildHost(lab, repository).Run("--target=Ship");

        var lines = result.Message.Split('\n');
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("Cannot build the images: ", lines[0]);
        Assert.Contains("process \"/bin/sh -c echo last words && exit 7\" did not complete successfully: exit code: 7. ", lines[0]);
        Assert.Equal(["> docker buildx bake", $"@ {repository.Folder}", "exit code 1"], lines[1..4]);
        Assert.Contains("     2 |     RUN for line in $(seq 100)", result.Message);
        Assert.Contains("     3 | >>> RUN echo last words && exit 7", lines);
        Assert.Equal($"The whole log is in {repository.Folder}/artifacts/docker.log.", lines[^1]);
        Assert.InRange(lines.Length, 10, 24);
        Assert.DoesNotContain("\n   at ", result.StandardError);

        var log = repository.Output("docker.log");
        Assert.All(Enumerable.Range(1, 100), line => Assert.Contains($"line {line} ", log));
        Assert.Equal(["docker.log"], repository.Outputs);
        Assert.Empty(await new LabRegistry(lab).Tags($"{repository.Name}/web"));
    }

    [Fact]
    public async Task ShowsTheStackTraceWithDiagnosticVerbosity()
    {
        using var repository = SampleRepository.WithOneImage("", "RUN exit 7");

        var result = await new BuildHost(lab, repository).Run("--target=Ship", "--verbosity=diagnostic");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("\n   at Stevedore.Shipping.", result.StandardError);
    }

    [DependsOnTheEngine]
    [Fact]
    public async Task PushesNoImageWhenOneOfThemFails()
    {
        using var repository = SampleRepository.WithTwoImages().Write("web/Dockerfile", "FROM base\nRUN sleep 2 && exit 7\n").CommitAll();

        var result = await new BuildHost(lab, repository).Run("--target=Ship", "--images=web");

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(await new LabRegistry(lab).Tags($"{repository.Name}/base"));
        Assert.Empty(await new LabRegistry(lab).Tags($"{repository.Name}/web"));
        Assert.DoesNotContain("imagedefinitions.json", repository.Outputs);
    }

    [DependsOnTheEngine]
    [Fact]
    public async Task SaysWhatWasPushedBeforeASlowImageFailed()
    {
        using var repository = new SampleRepository();
        repository
            .Settings(
                $$"""
                {
                  "platforms": ["linux/amd64"],
                  "images": {
                    "quick": { "context": "quick", "repository": "{{repository.Name}}/quick" },
                    "slow": { "context": "slow", "repository": "{{repository.Name}}/slow" }
                  },
                  "tags": ["{sha:8}", "latest"]
                }
                """
            )
            .Dockerfile("quick", $"LABEL of={repository.Name}")
            .Dockerfile("slow", "RUN sleep 5 && exit 7")
            .CommitAll();

        var result = await new BuildHost(lab, repository).Run("--target=Ship");

        var registry = new LabRegistry(lab);
        var quick = await registry.Manifest($"{repository.Name}/quick", repository.Tag);
        Assert.EndsWith(
            $"""
            What the registries hold of this commit:
              {SampleRepository.Host}/{repository.Name}/quick:{repository.Tag}: {quick!.Digest}
              {SampleRepository.Host}/{repository.Name}/slow:{repository.Tag}: nothing
            No moving tag was set, and no file was written for a deployment.
            Run again: what is there is kept, and copied to where it is missing without building it again.
            """,
            result.Message
        );
        Assert.Equal(1, result.ExitCode);
        Assert.Equal([repository.Tag], await registry.Tags($"{repository.Name}/quick"));
        Assert.Empty(await registry.Tags($"{repository.Name}/slow"));
        Assert.DoesNotContain("imagedefinitions.json", repository.Outputs);
    }

    [Fact]
    public async Task DeletesTheFilesOfTheLastRun()
    {
        using var repository = SampleRepository.WithOneImage();
        (await new BuildHost(lab, repository).Run("--target=Ship")).Succeeds();
        repository.Dockerfile("web", "RUN exit 7").CommitAll();

        var result = await new BuildHost(lab, repository).Run("--target=Ship");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["docker.log"], repository.Outputs);
    }
}
