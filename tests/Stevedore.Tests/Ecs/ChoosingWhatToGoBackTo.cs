using System.Text.Json.Nodes;
using Stevedore.Ecs;
using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>Only what is meant, and of what nobody names only what is not known to be bad.</summary>
public sealed class ChoosingWhatToGoBackTo : IDisposable
{
    private const string Later = "2222222222222222222222222222222222222222";
    private const string Latest = "4444444444444444444444444444444444444444";
    private readonly DeployCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void RefusesARevisionOfAnotherFamily()
    {
        given.Ecs.Cluster("shop").Service("payments", StubDefinitions.Body("payments", ("payments", given.EarlierImage)), desired: 1);

        Assert.Equal((1, "web:1"), (given.RollBack(new(new()) { To = "payments:1" }), Runs));
        Assert.Equal(
            "Error: Cannot roll back service 'web' of cluster 'shop': payments:1 is of family 'payments', and it runs 'web'. Name a revision of 'web', or a commit or a tag that it ran.",
            given.Lines[^1]
        );
        Assert.Empty(given.Calls("UpdateService"));
    }

    [Fact]
    public void GoesToARevisionOfAnotherFamilyThatItRan()
    {
        given.Ecs.Change(() => given.Service.Deploy(given.Ecs.Definitions.Register(StubDefinitions.Body("web2", ("web", given.Image)))));
        given.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal((0, "web:1"), (given.RollBack(new(new()) { To = "web:1" }), Runs));
    }

    [Fact]
    public void TakesNoTagOfAContainerThatNeverChanges()
    {
        given.Service.Primary.Definition.Body["containerDefinitions"]!
            .AsArray()
            .Add(
                new JsonObject
                {
                    ["name"] = "xray",
                    ["image"] = $"{given.Registry.Host}/web:11111111@{given.EarlierDigest}",
                    ["essential"] = false,
                }
            );
        Deploy();
        Deploy(Later);

        Assert.Equal((0, "web:1"), (given.RollBack(new(new()) { To = "11111111" }), Runs));
    }

    [Fact]
    public void TakesWhatRunsLast()
    {
        Deploy();
        given.Deploying(""" "services": [{ "service": "web", "containers": { "web": { "environment": { "LEVEL": "debug" } } } }] """);
        Deploy();
        Assert.Equal("web:3", Runs);

        Assert.Equal((0, "web:2"), (given.RollBack(new(new()) { To = DeployCase.Commit[..8] }), Runs));
    }

    [Fact]
    public void PassesOverWhatFailed()
    {
        FailsAndGoesOn();
        Forget("web:1");

        Assert.Equal((0, "web:2"), (given.RollBack(), Runs));
    }

    [Fact]
    public void GoesToWhatIsInNoListOnlyWhereItIsNamed()
    {
        FailsAndGoesOn();
        Forget("web:1", "web:2");

        Assert.Equal((1, "web:4"), (given.RollBack(), Runs));
        Assert.Equal(
            "Error: Cannot roll back service 'web' of cluster 'shop': ECS lists no earlier deployment of it that succeeded, and none at all of web:2, which may never have run; web:3 did not succeed, or was gone back from. Go there with --to=web:2, or name another with --to=<commit|tag|revision>.",
            given.Lines[^1]
        );

        Assert.Equal((0, "web:2"), (given.RollBack(new(new()) { To = "web:2" }), Runs));
        Assert.Equal(
            "ECS lists no deployment of web:2 to service 'web' of cluster 'shop' that succeeded: it may never have run.",
            Assert.Single(given.Warnings)
        );
    }

    [Fact]
    public void GoesToNothingThatWasOnlyRegistered()
    {
        Deploy();
        given.Deploying(""" "services": ["web"], "before": { "container": "web", "command": ["migrate"] } """);
        given.Ecs.NextTask = OneOffTask.Exits(3);
        given.Ship(Later);
        Assert.Equal(1, given.Deploy());
        given.Ecs.NextTask = OneOffTask.Exits(0);
        Deploy(Latest);
        Forget("web:1", "web:2");

        Assert.Equal((1, "web:4"), (given.RollBack(), Runs));
        Assert.Contains("none at all of web:3, which may never have run. ", given.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void SaysSoWhereNothingIsLeft()
    {
        given.Service.Next = Script.BreakerRollback();
        given.Ship(Later);
        Assert.Equal(1, given.Deploy());
        Deploy(Latest);
        given.Ecs.Definitions.Find("web:1")!.Deregister();
        Forget("web:1");

        Assert.Equal((1, "web:3"), (given.RollBack(), Runs));
        Assert.Contains("nothing was deployed before web:3 that succeeded", given.Lines[^1], StringComparison.Ordinal);
    }

    private string Runs => given.Service.Primary.Definition.Name;

    // web:2 succeeds, web:3 does not, web:4 does.
    private void FailsAndGoesOn()
    {
        Deploy();
        given.Service.Next = Script.BreakerRollback();
        given.Ship(Later);
        Assert.Equal(1, given.Deploy());
        Deploy(Latest);
        Assert.Equal("web:4", Runs);
    }

    private void Forget(params string[] definitions) =>
        given.Service.History.RemoveAll(one => definitions.Contains(one.Target.Deployment.Definition.Name) && one.Status == "SUCCESSFUL");

    private void Deploy(string commit = DeployCase.Commit)
    {
        given.Ship(commit);
        Assert.Equal(0, given.Deploy());
        given.Lines.Clear();
    }
}
