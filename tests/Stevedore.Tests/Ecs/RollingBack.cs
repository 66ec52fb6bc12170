using System.Text.Json.Nodes;
using Stevedore.Ecs;
using Stevedore.Tests.Shipping;
using Xunit;

namespace Stevedore.Tests.Ecs;

public sealed class RollingBack : IDisposable
{
    private const string Later = "2222222222222222222222222222222222222222";
    private readonly DeployCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void GoesToWhatSucceededLast()
    {
        Deploy();

        Goes("rollback", "web:1");
        Assert.Single(given.Calls("RegisterTaskDefinition"));
    }

    [Fact]
    public void GoesFurtherBackTheSecondTime()
    {
        Deploy();
        Deploy(Later);

        Assert.Equal((0, "web:2"), (given.RollBack(), Runs));
        Assert.Equal((0, "web:1"), (given.RollBack(), Runs));
        Assert.Equal((1, "web:1"), (given.RollBack(), Runs));
    }

    [Fact]
    public void PassesOverWhatWasGoneBackFrom()
    {
        Deploy();
        Deploy(Later);
        Assert.Equal(0, given.RollBack());
        Deploy("4444444444444444444444444444444444444444");

        Assert.Equal((0, "web:2"), (given.RollBack(), Runs));
        Assert.Equal((0, "web:1"), (given.RollBack(), Runs));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("web:2")]
    [InlineData("arn:aws:ecs:eu-central-1:123456789012:task-definition/web:2")]
    [InlineData("3f2a91c")]
    [InlineData("3F2A91C04D5E")]
    [InlineData(DeployCase.Commit)]
    [InlineData("3f2a91c0")]
    public void GoesToWhatIsNamed(string to)
    {
        Deploy();
        Deploy(Later);
        Deploy("4444444444444444444444444444444444444444");

        Assert.Equal(0, given.RollBack(new(new()) { To = to }));
        Assert.Equal("web:2", Runs);
    }

    [Fact]
    public void NamesWhatRanWhereItDoesNotKnowWhatIsNamed()
    {
        Deploy();

        Refuses("rollback-to-unknown", "web:2", new(new()) { To = "1.4.2" });
    }

    [Fact]
    public void RefusesWhereNothingRanBefore() => Refuses("rollback-to-nothing", "web:1");

    [Theory]
    [InlineData("CODE_DEPLOY")]
    [InlineData("EXTERNAL")]
    public void RefusesWhereSomebodyElseDeploys(string controller)
    {
        Deploy();
        given.Service.Members["deploymentController"] = new JsonObject { ["type"] = controller };

        Assert.Equal(1, given.RollBack());
        Assert.Contains($"its deployment controller is {controller}", given.Lines[^1]);
        Assert.Equal("web:2", Runs);
    }

    [Fact]
    public void GoesToTheRevisionBeforeWhereEcsHasNoHistory()
    {
        Deploy();
        given.Service.History.Clear();

        Assert.Equal(0, given.RollBack());
        Assert.Equal("web:1", Runs);
        Assert.Equal(
            "ECS tells of no earlier deployment of service 'web' of cluster 'shop' that succeeded: web:1 is the revision before, which may never have run.",
            Assert.Single(given.Warnings)
        );
    }

    [Theory]
    [InlineData("ListServiceDeployments")]
    [InlineData("DescribeServiceRevisions")]
    public void GoesToTheRevisionBeforeWhereTheHistoryMayNotBeRead(string operation)
    {
        Deploy();
        given.Ecs.Faults.Deny(operation);

        Assert.Equal(0, given.RollBack());
        Assert.Equal("web:1", Runs);
        Assert.Contains(given.Warnings, warning => warning.Contains("which may never have run", StringComparison.Ordinal));
    }

    [Fact]
    public void RefusesWhereTheImageIsGone()
    {
        Deploy();
        given.Registry.Manifests.TryRemove($"web/{given.EarlierDigest}", out _);

        Refuses("rollback-to-gone-image", "web:2");
    }

    [Fact]
    public void RegistersAPinnedCopyWhereTheTagHasMoved()
    {
        Unpin();
        Deploy();
        _ = PublishedCase.Image(given.Registry, "web", Later, tag: "11111111");

        Goes("rollback-of-moved-tag", "web:3");
        EqualsTheFirst(given.EarlierImage);
    }

    [Fact]
    public void PinsWhatRanAlsoWhereTheTagStillNamesIt()
    {
        Unpin();
        Deploy();

        Assert.Equal(0, given.RollBack());
        Assert.Equal("web:3", Runs);
        EqualsTheFirst(given.EarlierImage);
    }

    [Fact]
    public void RegistersAnInactiveRevisionAgain()
    {
        Deploy();
        given.Ecs.Definitions.Find("web:1")!.Deregister();

        Goes("rollback-to-inactive", "web:3");
        EqualsTheFirst(given.EarlierImage);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void StopsADeploymentThatIsUnderWay(bool reuses, bool keepsCurrent)
    {
        (given.Service.ReusesDeployment, given.Service.KeepsCurrent) = (reuses, keepsCurrent);
        Begin();

        Assert.Equal(0, given.RollBack());
        Assert.Equal("web:1", Runs);
        Assert.Single(given.Calls("StopServiceDeployment"));
        Assert.Empty(given.Calls("UpdateService"));
    }

    [Fact]
    public void TellsThatItStopsADeploymentThatIsUnderWay()
    {
        Begin();

        Goes("rollback-of-one-under-way", "web:1");
    }

    [Fact]
    public void DeploysWhatRanBeforeWhereEcsFailsToGoBackToIt()
    {
        given.Service.CannotGoBack = true;
        Begin();

        var code = given.RollBack();
        Assert.True(code == 0, given.Transcript(code) + string.Join("|", given.Warnings));
        Assert.Single(given.Calls("StopServiceDeployment"));
        Assert.EndsWith("task-definition/web:1", (string?)Assert.Single(given.Calls("UpdateService")).Body["taskDefinition"]);
        Assert.Equal(("web:1", "COMPLETED", 2), (Runs, given.Service.Primary.RolloutState, given.Service.Running));
    }

    [Fact]
    public void TakesThePlaceOfADeploymentThatItMayNotStop()
    {
        Begin();
        given.Ecs.Faults.Deny("StopServiceDeployment");

        Assert.Equal(0, given.RollBack());
        Assert.Equal("web:1", Runs);
        Assert.Single(given.Calls("UpdateService"));
        Assert.Single(given.Warnings);
    }

    [Fact]
    public void FreesAStuckService()
    {
        given.Service.Next = Script.BreakerWithoutRollback();
        Assert.Equal(1, given.Deploy());

        Assert.Equal(0, given.RollBack());
        Assert.Equal("web:1", Runs);
    }

    [Fact]
    public void FailsWhereWhatRanDoesNotRunAnyMore()
    {
        Deploy();
        given.Service.Next = Script.BreakerRollback();

        Assert.Equal(1, given.RollBack());
        Assert.StartsWith(
            "Error: The rollback of service 'web' in cluster 'shop' was rolled back by ECS",
            given.Lines[^1],
            StringComparison.Ordinal
        );
        Assert.Equal("web:2", Runs);
    }

    [Fact]
    public void WorksFromAnEmptyFolder()
    {
        Deploy();
        File.Delete(given.File("stevedore.json"));
        Directory.Delete(given.File("artifacts"), recursive: true);

        Goes("rollback-from-an-empty-folder", "web:1", new(new("shop", "web")));
    }

    [Fact]
    public void NamesTheCommitsBetween()
    {
        Deploy();
        var head = given.Checkout("https://example.com/acme/shop");
        given.Ship(head);
        Assert.Equal(0, given.Deploy());

        Assert.Equal(0, given.RollBack());
        Assert.Contains("web: web:3 (commit HEAD) -> web:2 (commit 3f2a91c0)", given.Lines);
    }

    private string Runs => given.Service.Primary.Definition.Name;

    private void Deploy(string commit = DeployCase.Commit)
    {
        given.Ship(commit);
        Assert.Equal(0, given.Deploy());
        given.Lines.Clear();
    }

    private void Begin()
    {
        var body = given.Service.Primary.Definition.Body.DeepClone().AsObject();
        body["containerDefinitions"]![0]!["image"] = given.Image;
        given.Service.Next = Script.SlowSuccess();
        given.Ecs.Change(() => given.Service.Deploy(given.Ecs.Definitions.Register(body)));
        given.Clock.Advance(TimeSpan.FromSeconds(90));
    }

    private void Unpin() =>
        given.Service.Primary.Definition.Containers.First()["image"] = given.EarlierImage[
            ..given.EarlierImage.IndexOf('@', StringComparison.Ordinal)
        ];

    private void EqualsTheFirst(string image)
    {
        var expected = given.Ecs.Definitions.Find("web:1")!.Body.DeepClone();
        expected["containerDefinitions"]![0]!["image"] = image;
        expected["tags"] = new JsonArray(new JsonObject { ["key"] = "stevedore:copy-of", ["value"] = "web:1" });
        Assert.Equal(expected.ToJsonString(), given.Calls("RegisterTaskDefinition")[^1].Body.ToJsonString());
    }

    private void Goes(string name, string to, RollbackRequest? request = null)
    {
        var code = given.RollBack(request);

        Golden.Equal($"{name}.txt", given.Transcript(code));
        Assert.Equal((0, to), (code, Runs));
    }

    private void Refuses(string name, string stays, RollbackRequest? request = null)
    {
        var updates = given.Calls("UpdateService").Length;
        var code = given.RollBack(request);

        Golden.Equal($"{name}.txt", given.Transcript(code));
        Assert.Equal((1, stays, updates), (code, Runs, given.Calls("UpdateService").Length));
    }
}
