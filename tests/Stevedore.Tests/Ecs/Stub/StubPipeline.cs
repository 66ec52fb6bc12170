using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

/// <summary>A pipeline: its stages, and its executions, the newest first.</summary>
internal sealed class StubPipeline(EcsStub stub, string name)
{
    private readonly DateTimeOffset created = stub.Now;

    public List<StubStage> Stages { get; } = [];

    public List<StubExecution> Executions { get; } = [];

    public StubPipeline Stage(string stage, params string[] actions)
    {
        Stages.Add(new StubStage(stage, actions));
        return this;
    }

    /// <summary>An execution for a commit.</summary>
    /// <param name="at">The stage that it is in, or waits for where that is frozen.</param>
    /// <param name="isInside">Whether it is in that stage though that is frozen.</param>
    public StubPipeline Execution(string id, string commit, string status = "InProgress", string? at = null, bool isInside = false)
    {
        Executions.Insert(0, new StubExecution(id, commit, status, stub.Now, at ?? Stages[^1].Name, isInside));
        return this;
    }

    public JsonObject State() =>
        new()
        {
            ["pipelineName"] = name,
            ["pipelineVersion"] = 1,
            ["stageStates"] = Stages.Select(stage => (JsonNode)stage.Json([.. Executions.Where(one => one.Stage == stage.Name)])).AsJson(),
            ["created"] = StubJson.Seconds(created),
            ["updated"] = StubJson.Seconds(created),
        };
}

/// <summary>A stage of a pipeline.</summary>
internal sealed class StubStage(string name, string[] actions)
{
    private DateTimeOffset? changedAt;
    private string? changedBy;

    public string Name => name;

    /// <summary>Why nothing comes in; null where it does.</summary>
    public string? Frozen { get; private set; }

    public void Freeze(string reason, string by, DateTimeOffset at) => (Frozen, changedBy, changedAt) = (reason, by, at);

    public void Thaw(string by, DateTimeOffset at) => (Frozen, changedBy, changedAt) = (null, by, at);

    /// <param name="executions">Those that are here, the newest first.</param>
    public JsonObject Json(StubExecution[] executions)
    {
        var waiting = executions.Where(one => one.Status == "InProgress" && Frozen is not null && !one.IsInside).ToArray();
        var json = new JsonObject
        {
            ["stageName"] = name,
            ["inboundExecutions"] = waiting.Select(one => (JsonNode)one.InStage()).AsJson(),
            ["inboundTransitionState"] = new JsonObject { ["enabled"] = Frozen is null }
                .With("lastChangedBy", changedBy)
                .With("lastChangedAt", StubJson.Seconds(changedAt))
                .With("disabledReason", Frozen),
            ["actionStates"] = actions.Select(action => (JsonNode)new JsonObject { ["actionName"] = action }).AsJson(),
        };
        return json.With("inboundExecution", waiting.FirstOrDefault()?.InStage())
            .With("latestExecution", executions.Except(waiting).FirstOrDefault()?.InStage());
    }
}

/// <summary>An execution of a pipeline.</summary>
internal sealed record StubExecution(string Id, string Commit, string Status, DateTimeOffset StartedAt, string Stage, bool IsInside)
{
    public JsonObject InStage() => new() { ["pipelineExecutionId"] = Id, ["status"] = Status };

    public JsonObject Summary() =>
        new()
        {
            ["pipelineExecutionId"] = Id,
            ["status"] = Status,
            ["startTime"] = StubJson.Seconds(StartedAt),
            ["lastUpdateTime"] = StubJson.Seconds(StartedAt),
            ["sourceRevisions"] = new JsonArray(
                new JsonObject
                {
                    ["actionName"] = "Source",
                    ["revisionId"] = Commit,
                    ["revisionSummary"] = $"Commit {Commit[..7]}",
                }
            ),
            ["trigger"] = Trigger(),
            ["executionMode"] = "SUPERSEDED",
            ["executionType"] = "STANDARD",
        };

    public JsonObject Json(string pipeline) =>
        new()
        {
            ["pipelineName"] = pipeline,
            ["pipelineVersion"] = 1,
            ["pipelineExecutionId"] = Id,
            ["status"] = Status,
            ["artifactRevisions"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = "source",
                    ["revisionId"] = Commit,
                    ["revisionSummary"] = $"Commit {Commit[..7]}",
                    ["created"] = StubJson.Seconds(StartedAt),
                }
            ),
            ["trigger"] = Trigger(),
            ["executionMode"] = "SUPERSEDED",
            ["executionType"] = "STANDARD",
        };

    private static JsonObject Trigger() => new() { ["triggerType"] = "WebhookV2", ["triggerDetail"] = "push" };
}
