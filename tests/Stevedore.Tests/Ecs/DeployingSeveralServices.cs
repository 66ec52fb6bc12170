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
}
