using Stevedore.Ecs;
using Stevedore.Ecs.Watching;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>What others do meanwhile, what an earlier command has left, and what is said that is not so.</summary>
public sealed class MeetingOthers : IDisposable
{
    private readonly DeployCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void LeavesNoServiceAloneThatIsStuck()
    {
        given.Service.Next = Script.BreakerWithoutRollback();
        Assert.Equal(1, given.Deploy());

        Assert.Equal(1, given.Deploy());
        Assert.DoesNotContain("left alone", given.Transcript(1), StringComparison.Ordinal);
        Assert.False(given.Registry.Manifests.ContainsKey("web/deployed"));
    }

    [Fact]
    public void WaitsForARollbackThatWasCutShort()
    {
        Assert.Equal(0, given.Deploy());
        given.Ecs.Change(() => given.Service.Deploy(given.Ecs.Definitions.Find("web:1")!));
        var updates = given.Calls("UpdateService").Length;

        Assert.Equal(0, given.RollBack());
        Assert.Equal("web:1", given.Service.Primary.Definition.Name);
        Assert.Equal(updates, given.Calls("UpdateService").Length);
        Assert.Empty(given.Calls("StopServiceDeployment"));
    }

    [Fact]
    public void GoesNoFurtherWhereEcsHasGoneBack()
    {
        given.Service.Next = Script.BreakerRollback();
        Assert.Equal(1, given.Deploy());

        Assert.Equal(0, given.RollBack());
        Assert.Contains("web: runs web:1 already; --to=<commit|tag|revision> goes further back.", given.Lines);
        Assert.Single(given.Calls("UpdateService"));
    }

    [Fact]
    public void TakesNoPlaceOfADeploymentThatBeganMeanwhile()
    {
        var other = given.Ecs.Definitions.Register(StubDefinitions.Body("web", ("web", "REGISTRY/web:other")));
        given.Ecs.Faults.Before("RegisterTaskDefinition", () => given.Service.Deploy(other));

        Assert.Equal(1, given.Deploy());
        Assert.StartsWith(
            "Error: Cannot deploy to service 'web' of cluster 'shop': another deployment has begun meanwhile, of web:2. ",
            given.Lines[^1],
            StringComparison.Ordinal
        );
        Assert.Empty(given.Calls("UpdateService"));
    }

    [Fact]
    public void TakesTheEarlierBackAlsoWhereTheNextIsRefused()
    {
        given.Worker();
        given.Ecs.Faults.Before("UpdateService", () => given.Ecs.Faults.Deny("UpdateService"), call: 2);
        given.Ecs.Faults.Before(
            "DescribeServices",
            () => given.Ecs.Faults.Allow("UpdateService"),
            call: given.Calls("DescribeServices").Length + 60
        );

        Assert.Equal(1, given.Deploy(new(new()) { AllOrNothing = true }));
        var transcript = given.Transcript(1);
        Assert.Contains("web: taken back to web:1, since worker was not deployed.", transcript, StringComparison.Ordinal);
        Assert.Contains("shop/worker: failed", transcript, StringComparison.Ordinal);
        Assert.Contains("Error: Cannot update service 'worker'", transcript, StringComparison.Ordinal);
    }

    [Fact]
    public void LeavesARecordOfWhatFailedInPlaceOfTheEarlierOne()
    {
        Assert.Equal(0, given.Deploy());
        given.Ship(DeployCase.Earlier);
        given.Ecs.Faults.Deny("UpdateService");

        Assert.Equal(1, given.Deploy());
        var service = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(given.File("artifacts/deployment.json")))!["services"]![0]!;
        Assert.Equal("failed", (string?)service["outcome"]);
        Assert.Equal("""{"before":"web:2","after":"web:3","runs":"web:2"}""", service["taskDefinition"]!.ToJsonString());
    }

    [Fact]
    public void PrintsNoControlCharactersOfAlarms()
    {
        var deployment = new Amazon.ECS.Model.ServiceDeployment
        {
            Status = "ROLLBACK_SUCCESSFUL",
            Alarms = new() { TriggeredAlarmNames = ["high \u001b[31mlatency\n", "errors"] },
        };
        var service = new Amazon.ECS.Model.Service { Status = "ACTIVE", Deployments = [] };

        Assert.Equal(
            new DeploymentOutcome(DeploymentEnd.RolledBack, "alarm high latency, errors"),
            DeploymentJudgement.Of(new(service, deployment, [], []), new("web:2", "web:1", null, DateTimeOffset.UnixEpoch))
        );
    }

    [Fact]
    public void TakesNothingForDeployedThatNobodySays()
    {
        var service = new Amazon.ECS.Model.Service
        {
            Status = "ACTIVE",
            TaskDefinition = "web:2",
            RunningCount = 2,
            DesiredCount = 2,
            Deployments = [],
        };
        var deployment = new Amazon.ECS.Model.ServiceDeployment { Status = "SUCCESSFUL" };
        var own = new OwnDeployment("web:2", "web:1", "ecs-svc/1", DateTimeOffset.UnixEpoch);

        Assert.Null(DeploymentJudgement.Of(new(service, deployment, [], []), own));
        service.Deployments =
        [
            new()
            {
                Id = "ecs-svc/1",
                Status = "PRIMARY",
                TaskDefinition = "web:2",
                RunningCount = -2,
                DesiredCount = -2,
            },
        ];
        Assert.Null(DeploymentJudgement.Of(new(service, deployment, [], []), own));
        (service.Deployments[0].RunningCount, service.Deployments[0].DesiredCount) = (2, 2);
        Assert.Equal(
            new DeploymentOutcome(DeploymentEnd.Deployed, "2 of 2 running"),
            DeploymentJudgement.Of(new(service, deployment, [], []), own)
        );
    }

    [Fact]
    public void GoesWhereAnArnSays()
    {
        DeploySettings settings = new()
        {
            Cluster = "shop",
            Region = "eu-central-1",
            Services = [new("web")],
        };

        var target = Assert.Single(
            DeployTargets.Of(settings, null, "arn:aws:ecs:us-east-1:999999999999:service/other/web", "eu-central-1")
        );

        Assert.Equal(new ServiceName("other", "web", "us-east-1", "999999999999", null), target.Service);
    }

    [Fact]
    public void RefusesAServiceThatIsNamedTwice() =>
        Assert.Equal(
            "Cannot tell what is to become of a service: the service 'web' of cluster 'shop' is named twice. Name it once, in deploy.services and in --service.",
            Assert
                .Throws<StevedoreException>(() =>
                    DeployTargets.Of(new() { Cluster = "shop", Services = [new("web"), new("web")] }, null, null, "eu-central-1")
                )
                .Message
        );
}
