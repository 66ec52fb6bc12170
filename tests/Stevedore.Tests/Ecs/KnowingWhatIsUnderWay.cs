using System.Text.Json.Nodes;
using Stevedore.Ecs;
using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>What goes on or has failed when a command begins, and what that means for it.</summary>
public sealed class KnowingWhatIsUnderWay : IDisposable
{
    private const string Later = "2222222222222222222222222222222222222222";
    private readonly DeployCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void WaitsForItsOwnThoughItMayTakeItsPlace()
    {
        given.Service.Behind("web");
        given.Service.Next = Script.AlarmRollback();
        Cut();
        given.Clock.Advance(TimeSpan.FromSeconds(20));
        _ = given.Ecs.Now;
        Assert.Equal(2, given.Service.Tasks.Count(task => task.StartedBy == given.Service.Primary.Id && task.IsRunning));

        Assert.Equal(1, given.Deploy(new(new()) { Replace = true }));
        Assert.Contains("was rolled back by ECS: alarm", given.Lines[^1], StringComparison.Ordinal);
        Assert.Contains(" web:1 runs. ", given.Lines[^1], StringComparison.Ordinal);
        LeftAlone();
    }

    [Fact]
    public void WaitsForItsOwnThatBakes()
    {
        Shifting(Script.BakeAlarm());
        Cut();
        given.Clock.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(1, given.Deploy(new(new()) { Replace = true }));
        Assert.Contains("was rolled back by ECS", given.Lines[^1], StringComparison.Ordinal);
        LeftAlone();
    }

    [Fact]
    public void WaitsForItsOwnThatIsPaused()
    {
        Shifting(Script.PausedHook());
        Assert.Equal(1, given.Deploy());

        Assert.Equal(1, given.Deploy(new(new()) { Replace = true }));
        Assert.Contains("in cluster 'shop' is paused: ", given.Lines[^1], StringComparison.Ordinal);
        LeftAlone();
    }

    [Fact]
    public void NamesWhatRunsWhereWhatWasContinuedGoesBack()
    {
        Shifting(Script.PausedHook());
        Assert.Equal(1, given.Deploy());
        given.Ecs.Faults.Before(
            "DescribeServiceDeployments",
            () => given.Service.Current!.RollBack(Verdict.Requested),
            call: given.Calls("DescribeServiceDeployments").Length + 4
        );

        Assert.Equal(1, given.Continue());
        Assert.Contains(" web:1 runs. ", given.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void GoesBackFromWhatIsRestarted()
    {
        Assert.Equal(0, given.Deploy());
        given.Service.Next = Script.SlowSuccess();
        given.Ecs.Change(() => given.Service.Deploy(given.Ecs.Definitions.Find("web:2")!));
        given.Clock.Advance(TimeSpan.FromSeconds(20));
        given.Lines.Clear();

        Assert.Equal((0, "web:1"), (given.RollBack(), Runs));
        Assert.Equal("web: web:2 (commit 3f2a91c0) -> web:1", given.Lines[0]);
    }

    [Fact]
    public void GoesBackAgainWhereARollbackHasFailed()
    {
        Assert.Equal(0, given.Deploy());
        given.Ship(Later);
        Assert.Equal(0, given.Deploy());
        given.Service.Next = Script.BreakerRollback();
        Assert.Equal((1, "web:3"), (given.RollBack(), Runs));

        Assert.Equal((0, "web:2"), (given.RollBack(), Runs));
    }

    [Fact]
    public void GoesBackAgainWhereThatOfASecondServiceHasFailed()
    {
        var worker = given.Worker();
        Assert.Equal(0, given.Deploy());
        given.Ship(Later);
        Assert.Equal(0, given.Deploy());
        worker.Next = Script.BreakerRollback();
        Assert.Equal((1, "worker:3"), (given.RollBack(), worker.Primary.Definition.Name));
        Assert.Contains(
            "Go back again with EcsRollback --cluster=shop --service=worker, or further with --to=<commit|tag|revision>.",
            given.Transcript(1),
            StringComparison.Ordinal
        );

        Assert.Equal((0, "worker:2"), (given.RollBack(new(new(Services: "worker"))), worker.Primary.Definition.Name));
        Assert.Equal("web:2", Runs);
    }

    [Fact]
    public void GoesBackWhereARestartHasFailed()
    {
        Assert.Equal(0, given.Deploy());
        given.Service.Next = Script.BreakerRollback();
        Assert.Equal(1, given.Deploy(new(new()) { Force = true }));

        Assert.Equal((0, "web:1"), (given.RollBack(), Runs));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EndsWellWhereEcsGoesBackAlready(bool isAsked)
    {
        given.Service.Next = isAsked ? Script.SlowSuccess() : Script.BreakerRollback();
        Begin();
        if (isAsked)
        {
            given.Clock.Advance(TimeSpan.FromSeconds(90));
            given.Ecs.Answer("StopServiceDeployment", new JsonObject { ["serviceDeploymentArn"] = given.Service.History[0].Arn });
        }

        AwaitRollback();
        var code = given.RollBack();

        Assert.Equal((0, "web:1"), (code, Runs));
        Assert.Equal("web: goes back to web:1 already.", given.Lines[0]);
        Assert.Contains("shop/web  deployed (ECS went back to it)  web:1", given.Transcript(0), StringComparison.Ordinal);
        Assert.Empty(given.Calls("UpdateService"));
    }

    [Fact]
    public void IsDoneWhereEcsGoesBackToWhatIsDeployed()
    {
        Assert.Equal(0, given.Deploy());
        given.Service.Next = Script.BreakerRollback();
        given.Ecs.Change(() => given.Service.Deploy(given.Ecs.Definitions.Register(StubDefinitions.Body("web", ("web", "x/web:bad")))));
        AwaitRollback();

        Assert.Equal((0, "web:2"), (given.Deploy(), Runs));
    }

    [Fact]
    public void WaitsForACopyThatACommandCutShortHasBegun()
    {
        Unpin();
        Assert.Equal(0, given.Deploy());
        var calls = given.Calls("DescribeServices").Length;
        given.Ecs.Faults.Before("DescribeServices", () => given.Ecs.Faults.Deny("DescribeServices"), calls + 4);
        Assert.Equal((1, "web:3"), (given.RollBack(), Runs));
        given.Ecs.Faults.Allow("DescribeServices");
        var updates = given.Calls("UpdateService").Length;

        Assert.Equal((0, "web:3"), (given.RollBack(), Runs));
        Assert.Equal(updates, given.Calls("UpdateService").Length);
    }

    [Fact]
    public void GoesFromACopyNoFurtherThanFromWhatItIsOf()
    {
        Unpin();
        Assert.Equal(0, given.Deploy());
        Assert.Equal((0, "web:3"), (given.RollBack(), Runs));

        Assert.Equal((1, "web:3"), (given.RollBack(), Runs));
        Assert.Equal(
            "Error: Cannot roll back service 'web' of cluster 'shop': nothing was deployed before web:3 that succeeded. Name what to go back to with --to=<commit|tag|revision>, or deploy what is to run.",
            given.Lines[^1]
        );
    }

    [Theory]
    [InlineData("DRAINING")]
    [InlineData("INACTIVE")]
    public void GoesBackInNoServiceThatIsGoing(string status)
    {
        given.Variables["CODEBUILD_INITIATOR"] = "codepipeline/shop";
        Assert.Equal(0, given.Deploy());
        given.Service.Status = status;

        Assert.Equal(1, given.RollBack());
        Assert.Equal(
            $"Error: Cannot roll back service 'web' of cluster 'shop': it is {status}. Create it again; a service that drains or is inactive starts no tasks.",
            given.Lines[^1]
        );
        Assert.Empty(given.Calls("GetPipelineState"));
    }

    [Fact]
    public void RunsNoTaskOfItsOwnWhereTheDeploymentThatWasWaitedForBegins()
    {
        given.Deploying(""" "services": ["web"], "before": { "container": "web", "command": ["migrate"] } """);
        var other = given.Ecs.Definitions.Register(StubDefinitions.Body("web", ("web", "x/web:other")));
        given.Ecs.NextTask = OneOffTask.Exits(0, 120);
        given.Ecs.Answer(
            "RunTask",
            new JsonObject
            {
                ["cluster"] = "shop",
                ["taskDefinition"] = other.Arn,
                ["startedBy"] = "stevedore-before-web",
                ["launchType"] = "FARGATE",
                ["networkConfiguration"] = given.Service.Json()["networkConfiguration"]!.DeepClone(),
            }
        );
        var began = given.Calls("RunTask").Length;
        given.Ecs.After(125, () => given.Service.Deploy(other));

        Assert.Equal(1, given.Deploy());
        Assert.StartsWith(
            "Error: Cannot deploy to service 'web' of cluster 'shop': another deployment has begun meanwhile, of web:2. ",
            given.Lines[^1],
            StringComparison.Ordinal
        );
        Assert.Equal(began, given.Calls("RunTask").Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void TakesNothingForDeployedOfWhichNoTaskRuns(int early)
    {
        given.Service.Members["deploymentConfiguration"]!["earlySuccessCriteria"] = new JsonObject { ["enable"] = true };
        given.Service.Next = early == 0 ? Script.EarlySuccess(0) : Script.Success();
        Assert.Equal(early == 0 ? 1 : 0, given.Deploy());
        foreach (var task in given.Service.Tasks.Where(one => one.DesiredStatus == "RUNNING").ToArray())
        {
            given.Ecs.Change(() => task.Stop("EssentialContainerExited", "Essential container in task exited"));
        }

        given.Lines.Clear();
        Assert.Equal(1, given.Deploy());
        Assert.Contains(
            "has not ended, and goes on: 0 of 2 tasks were running after 30 minutes",
            given.Lines[^1],
            StringComparison.Ordinal
        );
        Assert.Equal(early > 0, given.Registry.Manifests.ContainsKey("web/deployed"));
    }

    [Fact]
    public async Task SaysThatItGoesOnWhereItIsCancelledWhileItStopsADeployment()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        given.Service.Next = Script.SlowSuccess();
        Begin();
        given.Clock.Advance(TimeSpan.FromSeconds(90));
        using EcsStubServer server = new(given.Ecs);
        using var run = ChildRun.Begin(given.Root, server.Variables, "plain", "--target=EcsRollback");
        await run.Says("the deployment that was under way is stopped.");

        run.Signal("INT");

        Assert.Equal(
            (
                130,
                "Cancelled. The rollback goes on: EcsStatus --cluster=shop --service=web shows it, and the same command waits for it until it has ended; after that it goes further back.\n"
            ),
            run.EndWithErrors()
        );
    }

    private string Runs => given.Service.Primary.Definition.Name;

    private void LeftAlone()
    {
        Assert.Single(given.Calls("UpdateService"));
        Assert.DoesNotContain("left alone", given.Transcript(1), StringComparison.Ordinal);
        Assert.False(given.Registry.Manifests.ContainsKey("web/deployed"));
    }

    private void Shifting(Script script)
    {
        given.Service.Behind("web");
        given.Service.Members["deploymentConfiguration"]!["strategy"] = "BLUE_GREEN";
        given.Service.Next = script;
    }

    private void Cut()
    {
        given.Ecs.Faults.Before(
            "UpdateService",
            () => given.Ecs.Faults.Before("DescribeServices", () => given.Ecs.Faults.Deny("DescribeServices"), 3)
        );
        Assert.Equal(1, given.Deploy());
        given.Ecs.Faults.Allow("DescribeServices");
        given.Lines.Clear();
    }

    private void Begin()
    {
        var body = given.Service.Primary.Definition.Body.DeepClone().AsObject();
        body["containerDefinitions"]![0]!["image"] = given.Image;
        given.Ecs.Change(() => given.Service.Deploy(given.Ecs.Definitions.Register(body)));
    }

    private void AwaitRollback()
    {
        for (var tenths = 0; tenths < 2000 && given.Service.History[0].Status != "ROLLBACK_IN_PROGRESS"; tenths++)
        {
            given.Clock.Advance(TimeSpan.FromSeconds(0.1));
            _ = given.Ecs.Now;
        }

        Assert.Equal("ROLLBACK_IN_PROGRESS", given.Service.History[0].Status);
    }

    private void Unpin() =>
        given.Service.Primary.Definition.Containers.First()["image"] = given.EarlierImage[
            ..given.EarlierImage.IndexOf('@', StringComparison.Ordinal)
        ];
}
