using Stevedore.Tests.Ecs;
using Stevedore.Tests.Terminal;
using Xunit;

namespace Stevedore.Tests.CodeBuild.Executions;

/// <summary>What <c>--stop</c> asks, of a process of its own at a terminal.</summary>
public sealed class StoppingAtTheTerminal : IDisposable
{
    private const string Question = "Go on? yes or no [no]:\r\n";

    private readonly PipelineCase given = new();
    private readonly TemporaryFolder folder = new();
    private readonly EcsStubServer server;

    public StoppingAtTheTerminal()
    {
        server = new(given.Aws);
        given.Shop.Start(PipelineCase.First, PipelineCase.Commit);
        given.After(20);
    }

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
        given.Dispose();
    }

    [Theory]
    [InlineData("yes\n")]
    [InlineData("y\n")]
    public async Task IsDoneWhereItIsMeant(string keys)
    {
        using var run = Begin("--stop");
        await run.Shows(Question);
        Assert.Empty(given.Calls("StopPipelineExecution"));

        run.Type(keys);

        await run.Shows("code 0\r\n");
        Assert.Contains(
            $"Execution {PipelineCase.First} (commit 3f2a91c0) of the pipeline 'shop' will be stopped.\r\n{Question}",
            run.Screen,
            StringComparison.Ordinal
        );
        Assert.Equal(PipelineCase.First, (string?)Assert.Single(given.Calls("StopPipelineExecution")).Body["pipelineExecutionId"]);
        Assert.Equal("Stopping", given.Shop.Executions[0].Status);
    }

    [Theory]
    [InlineData("no\n")]
    [InlineData("\n")]
    [InlineData("yes, but later\n")]
    public async Task IsLeftWhereItIsNot(string keys)
    {
        using var run = Begin("--stop");
        await run.Shows(Question);

        run.Type(keys);

        await run.Shows("code 1\r\n");
        Assert.Contains("of the pipeline 'shop': the answer was no. It goes on.\r\n", run.Screen, StringComparison.Ordinal);
        Assert.Empty(given.Calls("StopPipelineExecution"));
        Assert.Equal("InProgress", given.Shop.Executions[0].Status);
    }

    [Fact]
    public async Task IsLeftWhereTheInputEnds()
    {
        using var run = Begin("--stop");
        await run.Shows(Question);

        // An end that is typed before the process reads is a character to it, and no end.
        for (var typed = 0; typed < 100 && !run.Screen.Contains("code ", StringComparison.Ordinal); typed++)
        {
            run.TypeUnlessEnded("\u0004");
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        await run.Shows("code 1\r\n");
        Assert.Contains("of the pipeline 'shop': the answer was no. It goes on.\r\n", run.Screen, StringComparison.Ordinal);
        Assert.Empty(given.Calls("StopPipelineExecution"));
        Assert.Equal("InProgress", given.Shop.Executions[0].Status);
    }

    [Fact]
    public async Task SaysWhatAbandoningLeaves()
    {
        using var run = Begin("--stop --abandon");
        await run.Shows(Question);

        Assert.Contains(
            "will be stopped, and what is under way in it abandoned, which leaves half a deployment where one runs.\r\n",
            run.Screen,
            StringComparison.Ordinal
        );
        run.Type("yes\n");
        await run.Shows("code 0\r\n");
        Assert.Equal("Stopped", given.Shop.Executions[0].Status);
    }

    [Fact]
    public async Task IsNotAskedWhereItWasSaidBefore()
    {
        using var run = Begin("--stop --yes");

        await run.Shows("code 0\r\n");

        Assert.DoesNotContain("Go on?", run.Screen, StringComparison.Ordinal);
        Assert.Single(given.Calls("StopPipelineExecution"));
    }

    [Theory]
    [InlineData("</dev/null")]
    [InlineData("<&-")]
    [InlineData("<answer")]
    [InlineData(">output")]
    public async Task IsRefusedWhereNobodySeesOrAnswersIt(string streams)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "answer"), "yes\n", TestContext.Current.CancellationToken);
        using var run = Begin($"--stop {streams}");

        await run.Shows("code 1\r\n");

        Assert.Contains("nobody is there to say that it is meant. Pass --yes.\r\n", run.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain("Go on?", run.Screen, StringComparison.Ordinal);
        Assert.Empty(given.Calls("StopPipelineExecution"));
    }

    private TerminalRun Begin(string arguments)
    {
        Assert.SkipUnless(TerminalRun.IsHere, "There is no script(1) here.");
        var variables = string.Join(' ', server.Variables.Select(variable => $"{variable.Key}='{variable.Value}'"));
        var command =
            $"env -i PATH=\"$PATH\" HOME='{folder.Path}' NO_COLOR=1 {variables} dotnet '{ChildRun.Host}' plain --target=PipelineStatus --pipeline=shop {arguments}";
        return new($"cd '{folder.Path}'; {command}; echo code $?");
    }
}
