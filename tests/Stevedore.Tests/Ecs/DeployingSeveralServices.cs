using System.Text.Json.Nodes;
using Xunit;

namespace Stevedore.Tests.Ecs;

public sealed class DeployingSeveralServices : IDisposable
{
    private readonly DeployCase given = new();
    private readonly StubService worker;

    public DeployingSeveralServices() => worker = given.Worker();

    public void Dispose() => given.Dispose();

    [Fact]
    public void OneAfterTheOther() => Ends("several", 0, "web:2", "worker:2");

    [Fact]
    public void UntilOneFails()
    {
        given.Service.Next = Script.BreakerRollback();

        Ends("several-first-fails", 1, "web:1", "worker:1");
        Assert.Single(given.Calls("UpdateService"));
    }

    [Fact]
    public void LeavesTheEarlierWhereALaterFails()
    {
        worker.Next = Script.BreakerRollback();

        Ends("several-second-fails", 1, "web:2", "worker:1");
    }

    [Fact]
    public void TakesTheEarlierBackWhereAllOrNothingIsWanted()
    {
        worker.Next = Script.BreakerRollback();

        Ends("all-or-nothing", 1, "web:1", "worker:1", new(new()) { AllOrNothing = true });
    }

    [Fact]
    public void TakesBackToTheDigestsThatRanWhereTagsHaveMoved()
    {
        given.Service.Primary.Definition.Containers.First()["image"] = $"{given.Registry.Host}/web:11111111";
        given.Ecs.Faults.Before("UpdateService", () => given.Ecs.Resolve($"{given.Registry.Host}/web:11111111", given.Digest));
        worker.Next = Script.BreakerRollback();

        Assert.Equal(1, given.Deploy(new(new()) { AllOrNothing = true }));
        Assert.Equal(("web:3", given.EarlierImage), (Runs, (string?)given.Service.Primary.Definition.Containers.First()["image"]));
        Assert.Contains(
            "web: taken back to web:1, since worker was not deployed. A copy of it is registered, since the tag of 'web' is pinned to what ran.",
            given.Lines
        );
        Assert.Contains("shop/web: rolled back; it runs web:3", given.Lines);
        Assert.Equal(("rolled back", "web:3"), Recorded(0));
    }

    [Fact]
    public void TakesBackToACopyOfWhatIsInactive()
    {
        given.Ecs.Definitions.Find("web:1")!.Deregister();
        worker.Next = Script.BreakerRollback();

        Assert.Equal(1, given.Deploy(new(new()) { AllOrNothing = true }));
        Assert.Equal(("web:3", given.EarlierImage), (Runs, (string?)given.Service.Primary.Definition.Containers.First()["image"]));
        Assert.Empty(given.Warnings);
        Assert.Equal(("rolled back", "web:3"), Recorded(0));
    }

    [Fact]
    public void TakesBackWhatHasNotEnded()
    {
        given.Deploying(
            """ "timeoutMinutes": 5, "services": ["web", { "service": "worker", "containers": { "worker": { "image": "image:web" } } }] """
        );
        worker.Next = Script.InsufficientCapacity();

        Assert.Equal(1, given.Deploy(new(new()) { AllOrNothing = true }));
        Assert.Single(given.Calls("StopServiceDeployment"));
        Assert.Equal(("web:1", "worker:1"), (Runs, worker.Primary.Definition.Name));
        Assert.Equal(("rolled back", "web:1"), Recorded(0));
        Assert.Equal(("rolled back", "worker:1"), Recorded(1));
        given.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(("worker:1", "COMPLETED"), (worker.Primary.Definition.Name, worker.Primary.RolloutState));
    }

    [Fact]
    public void TakesBackNothingThatAnotherHasDeployedMeanwhile()
    {
        worker.Next = Script.BreakerRollback();
        given.Ecs.Faults.Before("UpdateService", () => given.Service.Deploy(Another("web")), call: 2);

        Assert.Equal(1, given.Deploy(new(new()) { AllOrNothing = true }));
        Assert.Equal("web:3", Runs);
        Assert.Contains("web was not taken back: another deployment has begun meanwhile, of web:3.", given.Warnings);
        Assert.Empty(given.Calls("StopServiceDeployment"));
        Assert.Equal(2, given.Calls("UpdateService").Length);
    }

    [Fact]
    public void TakesBackToNothingThatHadNotSucceeded()
    {
        given.Service.Next = Script.SlowSuccess();
        given.Ecs.Change(() => given.Service.Deploy(Another("web")));
        worker.Next = Script.BreakerRollback();

        Assert.Equal(1, given.Deploy(new(new()) { AllOrNothing = true, Replace = true }));
        Assert.Equal("web:3", Runs);
        Assert.Contains(
            "web was not taken back: its deployment took the place of another one, so that what ran before is not known here. "
                + "Go back with EcsRollback --cluster=shop --service=web.",
            given.Warnings
        );
    }

    [Fact]
    public void TellsWhereAMarkOfWhatIsTakenBackCannotBeSet()
    {
        worker.Next = Script.BreakerRollback();
        given.Ecs.Faults.Before("UpdateService", () => given.Registry.Manifests.TryRemove($"web/{given.EarlierDigest}", out _), call: 3);

        Assert.Equal(1, given.Deploy(new(new()) { AllOrNothing = true }));
        Assert.Contains(given.Warnings, warning => warning.Contains("the registry does not have", StringComparison.Ordinal));
    }

    [Fact]
    public void SaysWhatRunsWhereTakingBackFails()
    {
        worker.Next = Script.BreakerRollback();
        given.Ecs.Faults.Before("UpdateService", () => given.Service.Next = Script.BreakerRollback(), 2);

        Assert.Equal(1, given.Deploy(new(new()) { AllOrNothing = true }));
        Assert.Equal("web:2", Runs);
        Assert.Contains("web was not taken back: the circuit breaker opened after 3 failed tasks.", given.Warnings);
        Assert.Contains("shop/web: rolled back; it runs web:2", given.Lines);
        Assert.Equal(("rolled back", "web:2"), Recorded(0));
        Assert.Equal(given.Digest, Marked("deployed-web"));
    }

    [Fact]
    public void SaysWhatRunsWhereTakingBackIsRefused()
    {
        worker.Next = Script.BreakerRollback();
        given.Ecs.Faults.Before("UpdateService", () => given.Ecs.Faults.Deny("UpdateService"), 3);

        Assert.Equal(1, given.Deploy(new(new()) { AllOrNothing = true }));
        Assert.Contains("shop/web: deployed; it runs web:2", given.Lines);
        Assert.Equal(("deployed", "web:2"), Recorded(0));
        Assert.Equal(given.Digest, Marked("deployed-web"));
    }

    [Fact]
    public void SaysThatWhatRanBeforeIsNotKnownWhereAnEarlierCommandBeganIt()
    {
        given.Ecs.Faults.Before(
            "UpdateService",
            () => given.Ecs.Faults.Before("DescribeServices", () => given.Ecs.Faults.Deny("DescribeServices"), 4)
        );
        Assert.Equal(1, given.Deploy());
        given.Ecs.Faults.Allow("DescribeServices");
        given.Warnings.Clear();
        worker.Next = Script.BreakerRollback();

        Assert.Equal(1, given.Deploy(new(new()) { AllOrNothing = true }));
        Assert.Equal("web:2", Runs);
        Assert.Equal(
            [
                "web was not taken back: an earlier command began its deployment, so that what ran before is not known here. Go back with EcsRollback --cluster=shop --service=web.",
            ],
            given.Warnings
        );
        Assert.Contains("shop/web: deployed; it runs web:2", given.Lines);
    }

    [Fact]
    public void LeavesWhatWasStartedAnewWhereItsTagHasNotMoved()
    {
        Assert.Equal(0, given.Deploy());
        worker.Next = Script.BreakerRollback();
        given.Lines.Clear();

        Assert.Equal(1, given.Deploy(new(new()) { Force = true, AllOrNothing = true }));
        Assert.DoesNotContain(given.Lines, line => line.StartsWith("web: taken back", StringComparison.Ordinal));
        Assert.Contains("shop/web: deployed; it runs web:2", given.Lines);
    }

    [Fact]
    public void LeavesTheEarlierWhereALaterIsPausedAsIsMeant()
    {
        worker.Behind("worker");
        worker.Members["deploymentConfiguration"]!["strategy"] = "BLUE_GREEN";
        worker.Next = Script.PausedHook();

        Assert.Equal(0, given.Deploy(new(new()) { UntilPaused = true, AllOrNothing = true }));
        Assert.Equal("web:2", Runs);
    }

    [Fact]
    public void SaysHowToGoOnAfterAPauseThatIsMeant()
    {
        given.Service.Behind("web");
        given.Service.Members["deploymentConfiguration"]!["strategy"] = "BLUE_GREEN";
        given.Service.Next = Script.PausedHook();
        const string Line =
            "shop/worker: not begun; it runs worker:1. Go on with EcsContinue --cluster=shop --service=web, and then run EcsDeploy again.";

        Assert.Equal(0, given.Deploy(new(new()) { UntilPaused = true }));
        Assert.Equal(Line, given.Lines[^1]);
        Assert.Equal([Line], Record["notBegun"]!.AsArray().Select(line => (string?)line));
    }

    [Fact]
    public void LeavesARecordWhereTheFirstCannotBeFollowed()
    {
        given.Ecs.Faults.Before(
            "UpdateService",
            () => given.Ecs.Faults.Before("DescribeServices", () => given.Ecs.Faults.Deny("DescribeServices"), 4)
        );

        Assert.Equal(1, given.Deploy());
        Assert.StartsWith("Error: Cannot follow the deployment of service 'web'", given.Lines[^3], StringComparison.Ordinal);
        Assert.Equal(["shop/web: failed; it runs web:1 or web:2", "shop/worker: not begun; it runs worker:1"], given.Lines[^2..]);
        Assert.Equal(("failed", null), Recorded(0));
        Assert.Equal("web:2", (string?)Record["services"]![0]!["taskDefinition"]!["after"]);
    }

    [Fact]
    public void RefusesAllWhereOneIsRefused()
    {
        worker.Status = "DRAINING";

        Assert.Equal(1, given.Deploy());
        Assert.Empty(given.Calls("RegisterTaskDefinition"));
    }

    [Fact]
    public void LeavesAloneWhatRunsItAlready()
    {
        given.Ecs.Change(() => worker.Primary.Definition.Containers.First()["image"] = given.Image);

        Ends("several-one-unchanged", 0, "web:2", "worker:1");
    }

    [Fact]
    public void OnlyThoseThatAreNamed()
    {
        Assert.Equal(0, given.Deploy(new(new(null, "worker"))));
        Assert.Equal(("web:1", "worker:2"), (given.Service.Primary.Definition.Name, worker.Primary.Definition.Name));
    }

    [Fact]
    public void InAnotherCluster()
    {
        var body = StubDefinitions.Body("mail", ("web", given.EarlierImage));
        var mail = given.Ecs.Cluster("jobs").Service("mail", body, desired: 1);
        given.Deploying(""" "services": ["web", { "service": "mail", "cluster": "jobs" }] """);

        Assert.Equal(0, given.Deploy());
        Assert.Equal("mail:2", mail.Primary.Definition.Name);
    }

    private string Runs => given.Service.Primary.Definition.Name;

    private JsonNode Record => JsonNode.Parse(File.ReadAllText(given.File("artifacts/deployment.json")))!;

    private (string? Outcome, string? Runs) Recorded(int place) =>
        Record["services"]![place] is var service ? ((string?)service!["outcome"], (string?)service["taskDefinition"]!["runs"]) : default;

    private string? Marked(string tag) =>
        given.Registry.Manifests.TryGetValue($"web/{tag}", out var manifest) ? Stevedore.Images.Digest.Of(manifest.Content).Value : null;

    private void Ends(string name, int code, string web, string other, Stevedore.Ecs.DeployRequest? request = null)
    {
        Assert.Equal(code, given.Deploy(request));
        Golden.Equal($"{name}.txt", given.Transcript(code));
        Assert.Equal((web, other), (given.Service.Primary.Definition.Name, worker.Primary.Definition.Name));
        Assert.Equal(
            code == 0,
            JsonNode.Parse(File.ReadAllText(given.File("artifacts/deployment.json")))!["services"]!
                .AsArray()
                .All(service => (string?)service!["outcome"] is "deployed" or "unchanged")
        );
    }

    private StubDefinition Another(string family) =>
        given.Ecs.Definitions.Register(StubDefinitions.Body(family, (family, "elsewhere/web:another")));
}
