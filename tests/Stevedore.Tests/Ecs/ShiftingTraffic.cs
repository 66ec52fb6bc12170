using System.Text.Json.Nodes;
using Stevedore.Ecs;
using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>Deployments that shift traffic: stages, weights, bake time and pauses.</summary>
public sealed class ShiftingTraffic : IDisposable
{
    private readonly DeployCase given = new();

    public ShiftingTraffic() => given.Service.Behind("web");

    public void Dispose() => given.Dispose();

    [Fact]
    public void AtOnce() => Ends("BLUE_GREEN", Script.BlueGreen(), 0, "blue-green");

    [Fact]
    public void StepByStep() => Ends("LINEAR", Script.Linear(), 0, "linear");

    [Fact]
    public void ALittleFirst() => Ends("CANARY", Script.Canary(), 0, "canary");

    [Fact]
    public void BackWhereAnAlarmGoesOff() => Ends("BLUE_GREEN", Script.BakeAlarm(), 1, "bake-alarm");

    [Fact]
    public void UntilAPersonIsWaitedFor() => Ends("BLUE_GREEN", Script.PausedHook(), 1, "paused");

    [Fact]
    public void UntilAPersonIsWaitedForAsIsMeant()
    {
        Ends("BLUE_GREEN", Script.PausedHook(), 0, "paused-as-meant", new(new()) { UntilPaused = true });
    }

    [Fact]
    public void OnWhenAPersonSaysSo()
    {
        Ends("BLUE_GREEN", Script.PausedHook(), 1, "paused");
        given.Lines.Clear();

        var code = given.Continue();

        Golden.Equal("continued.txt", given.Transcript(code));
        Assert.Equal(0, code);
    }

    [Fact]
    public void NowhereWhereNobodyIsWaitedFor()
    {
        Assert.Equal(1, given.Continue());
        Assert.Equal(
            "Error: Cannot continue a deployment: none of the services has one that waits for a person. EcsStatus shows what they do.",
            Assert.Single(given.Lines)
        );
    }

    [Fact]
    public void WithoutBeingTakenForDoneByTheServiceAlone()
    {
        given.Ecs.Faults.Deny("ListServiceDeployments");
        given.Deploying(""" "services": ["web"], "timeoutMinutes": 12 """);
        Strategy("BLUE_GREEN");
        given.Service.Next = Script.BakeAlarm();

        Assert.Equal(1, given.Deploy());
    }

    private void Strategy(string name) => given.Service.Members["deploymentConfiguration"]!["strategy"] = name;

    private void Ends(string strategy, Script script, int code, string name, DeployRequest? request = null)
    {
        Strategy(strategy);
        given.Service.Next = script;

        Assert.Equal(code, given.Deploy(request));
        Golden.Equal($"{name}.txt", given.Transcript(code));
    }
}
