using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

/// <summary>What <c>services[].deployments</c> has.</summary>
internal sealed class StubDeployment(EcsStub stub, StubService service, StubDefinition definition)
{
    private readonly DateTimeOffset createdAt = stub.Now;
    private DateTimeOffset updatedAt = stub.Now;

    public string Id { get; } = stub.Names.Deployment();

    public StubDefinition Definition => definition;

    public string Status { get; set; } = "PRIMARY";

    public int Failed { get; set; }

    public string RolloutState { get; private set; } = "IN_PROGRESS";

    public string RolloutStateReason { get; private set; } = "";

    public IEnumerable<StubTask> Tasks => stub.Tasks.Where(task => task.StartedBy == Id);

    public IEnumerable<StubTask> Wanted => Tasks.Where(task => task.DesiredStatus == "RUNNING");

    public void Roll(string state, string reason)
    {
        RolloutState = state;
        RolloutStateReason = reason;
        updatedAt = stub.Now;
    }

    public void Complete() => Roll("COMPLETED", $"ECS deployment {Id} completed.");

    public JsonObject Json() =>
        new()
        {
            ["id"] = Id,
            ["status"] = Status,
            ["taskDefinition"] = definition.Arn,
            ["desiredCount"] = Status == "PRIMARY" ? service.Desired : Wanted.Count(),
            ["pendingCount"] = Tasks.Count(task => task.IsPending),
            ["runningCount"] = Tasks.Count(task => task.IsRunning),
            ["failedTasks"] = Failed,
            ["createdAt"] = StubJson.Seconds(createdAt),
            ["updatedAt"] = StubJson.Seconds(updatedAt),
            ["launchType"] = "FARGATE",
            ["platformVersion"] = "1.4.0",
            ["platformFamily"] = "Linux",
            ["rolloutState"] = RolloutState,
            ["rolloutStateReason"] = RolloutStateReason,
        };
}
