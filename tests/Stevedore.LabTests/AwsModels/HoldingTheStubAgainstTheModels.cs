using System.Reflection;
using CompatGenerate.Models;
using Stevedore.Tests.CodeBuild;
using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.LabTests.AwsModels;

/// <summary>What the stub of ECS and CodeBuild answers and demands is what the service models say.</summary>
public sealed class HoldingTheStubAgainstTheModels(LabFixture lab)
{
    private static readonly Dictionary<string, Func<Script>> Known = new()
    {
        ["Success"] = Script.Success,
        ["SlowSuccess"] = Script.SlowSuccess,
        ["EarlySuccess"] = () => Script.EarlySuccess(),
        ["BreakerRollback"] = () => Script.BreakerRollback(),
        ["BreakerWithoutRollback"] = () => Script.BreakerWithoutRollback(),
        ["RollbackFails"] = () => Script.RollbackFails(),
        ["CrashLoop"] = () => Script.CrashLoop(),
        ["AlarmRollback"] = () => Script.AlarmRollback(),
        ["PullFailure"] = () => Script.PullFailure(),
        ["OutOfMemory"] = () => Script.OutOfMemory(),
        ["ContainerHealthCheckFailure"] = () => Script.ContainerHealthCheckFailure(),
        ["TargetHealthCheckFailure"] = () => Script.TargetHealthCheckFailure(),
        ["InsufficientCapacity"] = () => Script.InsufficientCapacity(),
        ["BlueGreen"] = () => Script.BlueGreen(),
        ["BakeAlarm"] = () => Script.BakeAlarm(),
        ["Linear"] = () => Script.Linear(),
        ["Canary"] = () => Script.Canary(),
        ["PausedHook"] = () => Script.PausedHook(wait: 200),
        ["ServiceDeletedMeanwhile"] = Script.ServiceDeletedMeanwhile,
        ["AnotherDeploymentMeanwhile"] = Script.AnotherDeploymentMeanwhile,
    };

    private static readonly Dictionary<string, Func<BuildScript>> KnownBuilds = new()
    {
        ["Success"] = BuildScript.Success,
        ["FailingPhase"] = BuildScript.FailingPhase,
        ["FailingSource"] = BuildScript.FailingSource,
        ["QueuedForLong"] = BuildScript.QueuedForLong,
        ["TimedOut"] = BuildScript.TimedOut,
        ["Fault"] = BuildScript.Fault,
        ["Endless"] = BuildScript.Endless,
    };

    public static TheoryData<string> BuildScripts => [.. KnownBuilds.Keys];

    public static TheoryData<string> Scripts => [.. Known.Keys];

    [Fact]
    public void DemandsWhatTheModelsDemand()
    {
        var tour = new StubTour(Model);

        foreach (var (name, operation) in tour.Stub.Operations)
        {
            var input = Model(operation.Service).Operation(name).Input!;
            Assert.Empty(input.Required.Except(operation.Required).Select(member => $"{name}.{member}"));
            Assert.Empty(operation.Required.Except(input.Members.Select(member => member.Name)).Select(member => $"{name}.{member}"));
            if (operation.Required.Length > 0)
            {
                Assert.Throws<StubException>(() => tour.Stub.Answer(name, []));
            }
        }
    }

    [Fact]
    public void KnowsEveryScript() =>
        Assert.Equal(
            typeof(Script)
                .GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Where(method => method.ReturnType == typeof(Script))
                .Select(method => method.Name)
                .Order(StringComparer.Ordinal),
            Known.Keys.Order(StringComparer.Ordinal)
        );

    [Fact]
    public void KnowsEveryScriptOfABuild() =>
        Assert.Equal(
            typeof(BuildScript)
                .GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Where(method => method.ReturnType == typeof(BuildScript))
                .Select(method => method.Name)
                .Order(StringComparer.Ordinal),
            KnownBuilds.Keys.Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(BuildScripts))]
    public void AnswersAllAlongABuild(string script)
    {
        var tour = new StubTour(Model);

        tour.FollowBuild(KnownBuilds[script]());

        Assert.Empty(tour.Differences);
    }

    [Fact]
    public void AnswersEveryOperation()
    {
        var tour = new StubTour(Model);

        tour.VisitAll();

        Assert.Empty(tour.Differences);
        Assert.Empty(tour.Stub.Operations.Keys.Except(tour.Visited));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void AnswersAllAlongAScript(string script)
    {
        var tour = new StubTour(Model);

        tour.Follow(Known[script]());

        Assert.Empty(tour.Differences);
    }

    [Fact]
    public void RefusesAsTheModelsSay()
    {
        var tour = new StubTour(Model);

        tour.BeRefused();

        Assert.Empty(tour.Differences);
    }

    private ServiceModel Model(string service) => Models.Read(lab, service);
}
