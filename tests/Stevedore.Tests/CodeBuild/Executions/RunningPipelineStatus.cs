using System.Text.Json.Nodes;
using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.Tests.CodeBuild.Executions;

/// <summary>The target as a process of its own, in an empty folder.</summary>
public sealed class RunningPipelineStatus : IDisposable
{
    private const string Token = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private readonly PipelineCase given = new();
    private readonly TemporaryFolder folder = new();
    private readonly EcsStubServer server;

    public RunningPipelineStatus() => server = new(given.Aws);

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
        given.Dispose();
        Assert.Empty(given.World.Differences);
    }

    [Fact]
    public async Task WritesTheResultAloneToStandardOutput()
    {
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);

        var (code, output, errors) = await Run("--pipeline=shop", "--json");

        Assert.Equal(0, code);
        Assert.Equal("InProgress", (string?)JsonNode.Parse(output)!["execution"]!["status"]);
        Assert.Contains("Prod/Approve waits for approval since 2026-01-02 03:05 UTC", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowsNoSecretThatOthersHaveWritten()
    {
        given.Building.Ending(new ScriptedEnd("Failed", "JobFailed", $"docker login -p {Token} failed"));
        given.Shop.Start(
            new ScriptedExecution(PipelineCase.First, PipelineCase.Commit, given.Aws.Now) { Summary = $"Use {Token} for now" }
        );
        given.After(90);

        var (_, output, errors) = await Run("--pipeline=shop");
        var (_, json, _) = await Run("--pipeline=shop", "--json");

        Assert.Contains("Build/Build failed: docker login -p [REDACTED] failed (JobFailed)", output, StringComparison.Ordinal);
        Assert.Contains("of Source: Use [REDACTED] for now", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, output + errors + json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndsAsTheExecutionThatItWatches()
    {
        given.Building.Ending(new ScriptedEnd("Failed", "JobFailed", "exit status 1"));
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(90);

        var (code, output, errors) = await Run("--pipeline=shop", "--watch");

        Assert.Equal(1, code);
        Assert.Contains("shop: Build/Build failed after 1 min 0 s: exit status 1 (JobFailed)", output, StringComparison.Ordinal);
        Assert.Contains(
            $"The execution {PipelineCase.First} of the pipeline 'shop' failed: Build/Build failed.",
            errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task LeavesThePipelineAloneWhenItIsCancelled()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);
        using var run = Begin("--pipeline=shop", "--watch");
        await run.Says("shop: Build/Build in progress");

        run.Signal("INT");

        var (code, output, errors) = await run.EndWithAll();
        Assert.Equal((130, ""), (code, errors));
        Assert.EndsWith(
            $"Cancelled. The pipeline goes on: PipelineStatus --pipeline=shop --execution={PipelineCase.First} --watch follows it again.\n",
            output,
            StringComparison.Ordinal
        );
        Assert.Empty(given.Calls("StopPipelineExecution"));
    }

    private async Task<(int ExitCode, string Output, string Errors)> Run(params string[] arguments)
    {
        using var run = Begin(arguments);
        return await run.EndWithAll();
    }

    private ChildRun Begin(params string[] arguments) =>
        ChildRun.Begin(
            folder.Path,
            new Dictionary<string, string>(server.Variables) { ["AWS_SECRET_ACCESS_KEY"] = Token },
            "plain",
            ["--target=PipelineStatus", .. arguments]
        );
}
