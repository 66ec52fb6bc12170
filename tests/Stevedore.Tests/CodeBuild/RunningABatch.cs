using Xunit;

namespace Stevedore.Tests.CodeBuild;

public sealed class RunningABatch : IDisposable
{
    private readonly BuildCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void ThatSucceeds()
    {
        given.Aws.Builds.NextBatch =
        [
            new("amd64", BuildScript.Success()),
            new("arm64", BuildScript.QueuedForLong()),
            new("merge", BuildScript.Success(), "amd64", "arm64"),
        ];

        var code = given.Run(new() { Project = "shop", IsBatch = true });

        Golden.Equal("batch.txt", given.Transcript(code));
        Assert.Equal(0, code);
        Assert.Equal($"refs/heads/main^{{{given.Head}}}", (string?)Assert.Single(given.Calls("StartBuildBatch")).Body["sourceVersion"]);
    }

    [Fact]
    public void OfWhichABuildFails()
    {
        given.Aws.Builds.NextBatch =
        [
            new("amd64", BuildScript.FailingPhase()),
            new("lint", BuildScript.FailingSource()) { IsOptional = true },
            new("merge", BuildScript.Success(), "amd64"),
        ];

        var code = given.Run(new() { Project = "shop", IsBatch = true });

        Golden.Equal("batch-fails.txt", given.Transcript(code));
        Assert.Equal(1, code);
    }

    [Fact]
    public void AndStoppingItByCtrlC()
    {
        given.Aws.Builds.NextBatch = [new("amd64", BuildScript.Endless()), new("merge", BuildScript.Success(), "amd64")];
        given.Aws.Faults.Before("BatchGetBuildBatches", given.Cancel, call: 6);

        var code = given.Run(new() { Project = "shop", IsBatch = true });

        Golden.Equal("batch-stopped.txt", given.Transcript(code));
        Assert.Equal(130, code);
        Assert.Single(given.Calls("StopBuildBatch"));
    }

    [Fact]
    public void AsksLessOftenForMany()
    {
        given.Aws.Builds.NextBatch = [.. Enumerable.Range(1, 20).Select(number => new ScriptedBuild($"b{number}", BuildScript.Success()))];

        Assert.Equal(0, given.Run(new() { Project = "shop", IsBatch = true }));
        var looks = given.Calls("BatchGetBuildBatches");
        Assert.All(looks.Zip(looks.Skip(1)), pair => Assert.True((pair.Second.At - pair.First.At).TotalSeconds >= 15));
    }

    [Fact]
    public void ThatRunsAlready()
    {
        given.Aws.Builds.NextBatch = [new("amd64", BuildScript.Success())];
        given.Run(
            new()
            {
                Project = "shop",
                IsBatch = true,
                IsDetached = true,
            }
        );

        Assert.Equal(
            0,
            given.Ask(builds =>
                builds.Follow("arn:aws:codebuild:eu-central-1:123456789012:build-batch/shop:00000001-ba7c-44d1-8e9b-7a53f06e8d1a")
            )
        );
        Assert.Contains("shop: amd64 succeeded", given.Lines);
    }

    [Theory]
    [InlineData("StartBuildBatch")]
    [InlineData("BatchGetBuildBatches")]
    public void WaitsWhereItIsThrottled(string operation)
    {
        given.Aws.Builds.NextBatch = [new("amd64", BuildScript.Success())];
        given.Aws.Faults.Throttle(operation, 5);

        Assert.Equal(0, given.Run(new() { Project = "shop", IsBatch = true }));
        Assert.Single(given.Aws.Builds.Batches);
    }
}
