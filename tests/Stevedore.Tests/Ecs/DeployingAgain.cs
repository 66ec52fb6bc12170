using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>The same deployment a second time.</summary>
public sealed class DeployingAgain : IDisposable
{
    private readonly DeployCase given = new();

    public void Dispose() => given.Dispose();

    [Fact]
    public void StartsTasksAnewFromACopyOfWhatIsInactive()
    {
        Assert.Equal(0, given.Deploy());
        given.Ecs.Definitions.Find("web:2")!.Deregister();

        Assert.Equal(0, given.Deploy(new(new()) { Force = true }));
        Assert.Equal("web:3", given.Service.Primary.Definition.Name);
        Assert.Equal(
            [
                "web:2 is inactive, so that ECS starts no tasks from it anew: a copy of it is registered for the service 'web' of cluster 'shop'.",
            ],
            given.Warnings
        );
    }

    [Fact]
    public void WarnsOfATreeWithChangesThatAreInNoCommit()
    {
        var release = File.ReadAllText(given.File("artifacts/release.json"));
        File.WriteAllText(
            given.File("artifacts/release.json"),
            release.Replace("\"dirty\": false", "\"dirty\": true", StringComparison.Ordinal)
        );

        Assert.Equal(0, given.Deploy());
        Assert.Equal(
            [
                $"artifacts/release.json was shipped from a tree with changes that are in no commit: what is deployed is not {DeployCase.Commit}, and is tagged {DeployCase.Commit}-dirty.",
            ],
            given.Warnings
        );
        Assert.Contains("Deploying commit 3f2a91c0-dirty, from artifacts/release.json.", given.Lines);
        Assert.Contains(
            $"{{\"key\":\"stevedore:commit\",\"value\":\"{DeployCase.Commit}-dirty\"}}",
            Assert.Single(given.Calls("RegisterTaskDefinition")).Body["tags"]!.ToJsonString(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            0,
            given.Run(async (deployments, output) => output.Lines(Stevedore.Ecs.Statuses.StatusText.Lines(await deployments.Status(new()))))
        );
        Assert.Contains(given.Lines, line => line.StartsWith("shop/web  3f2a91c0-dirty  ", StringComparison.Ordinal));
    }

    [Fact]
    public void ChangesNothing()
    {
        Assert.Equal(0, given.Deploy());
        given.Lines.Clear();
        var code = given.Deploy();

        Golden.Equal("unchanged.txt", given.Transcript(code));
        Assert.Equal(0, code);
        Assert.Single(given.Calls("RegisterTaskDefinition"));
        Assert.Single(given.Calls("UpdateService"));
    }

    [Fact]
    public void ReplacesTheTasksWhereThatIsWanted()
    {
        Assert.Equal(0, given.Deploy());
        given.Lines.Clear();
        var code = given.Deploy(new(new()) { Force = true });

        Golden.Equal("restarted.txt", given.Transcript(code));
        Assert.Equal(0, code);
        Assert.Single(given.Calls("RegisterTaskDefinition"));
        Assert.True((bool?)given.Calls("UpdateService")[^1].Body["forceNewDeployment"]);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void TellsWhereARestartIsRolledBack(bool reuses, bool isListed)
    {
        Assert.Equal(0, given.Deploy());
        given.Service.ReusesDeployment = reuses;
        given.Service.Next = Script.BreakerRollback();
        if (!isListed)
        {
            given.Ecs.Faults.Deny("ListServiceDeployments");
        }

        Assert.Equal(1, given.Deploy(new(new()) { Force = true }));
        Assert.Contains("was rolled back by ECS", given.Lines[^1]);
    }

    [Fact]
    public void TellsWhatAFailedDeploymentLeft()
    {
        given.Service.Next = Script.BreakerRollback();
        Assert.Equal(1, given.Deploy());

        Assert.Equal(0, given.Deploy());
        Assert.Equal("web:3", given.Service.Primary.Definition.Name);
    }

    [Fact]
    public void WaitsForWhatIsUnderWay()
    {
        given.Service.Next = Script.SlowSuccess();
        Cut("ListTasks");
        given.Lines.Clear();
        var code = given.Deploy();

        Golden.Equal("waited-for.txt", given.Transcript(code));
        Assert.Equal(0, code);
        Assert.Single(given.Calls("RegisterTaskDefinition"));
        Assert.Single(given.Calls("UpdateService"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TellsWhereWhatIsUnderWayIsRolledBack(bool isListed)
    {
        given.Service.Next = Script.BreakerRollback().Scaled(4);
        Cut("ListTasks");
        if (!isListed)
        {
            given.Ecs.Faults.Deny("ListServiceDeployments");
        }

        Assert.Equal(1, given.Deploy());
        Assert.Contains("was rolled back by ECS", given.Lines[^1]);
        Assert.Single(given.Calls("UpdateService"));
    }

    /// <summary>Killed at each of the calls in turn, and run again.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(""", "before": { "container": "web" }""")]
    public void EndsWhatWasKilledAtAnyCall(string before)
    {
        using DeployCase whole = new();
        whole.Deploying($""" "services": ["web"]{before} """);
        Assert.Equal(0, whole.Deploy());
        var calls = whole.Ecs.Requests.Length;
        string[] faults =
        [
            .. Enumerable.Range(1, calls).AsParallel().WithDegreeOfParallelism(8).Select(call => Fault(call, before)).OfType<string>(),
        ];

        Assert.Empty(faults);
    }

    private static string? Fault(int call, string before)
    {
        using DeployCase one = new();
        one.Deploying($""" "services": ["web"]{before} """);
        one.Ecs.Faults.ExpireCredentialsFrom(call);
        var first = one.Deploy();
        one.Ecs.Faults.RenewCredentials();
        var second = one.Deploy();

        var runs = one.Service.Primary.Definition.Containers.First().Text("image");
        return second == 0 && runs == one.Image && one.Service.History.Count == 2 && one.Calls("RegisterTaskDefinition").Length <= 3
            ? null
            : $"Call {call}: {one.Transcript(second)}";
    }

    private void Cut(string operation)
    {
        given.Ecs.Faults.Before(operation, () => given.Ecs.Faults.ExpireCredentialsFrom(given.Ecs.Requests.Length), call: 3);
        Assert.Equal(1, given.Deploy());
        given.Ecs.Faults.RenewCredentials();
    }
}
