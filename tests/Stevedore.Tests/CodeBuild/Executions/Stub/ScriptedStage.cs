using System.Text.Json.Nodes;
using Stevedore.Tests.Ecs;

namespace Stevedore.Tests.CodeBuild.Executions;

/// <summary>A stage of a pipeline: one execution is in it, and others wait in front of it.</summary>
internal sealed class ScriptedStage(string name, ScriptedAction[] actions)
{
    private DateTimeOffset? changedAt;
    private string? changedBy;

    public string Name => name;

    public ScriptedAction[] Actions => actions;

    public ScriptedExecution? Latest { get; set; }

    public string Status { get; set; } = "";

    public List<ScriptedExecution> Inbound { get; } = [];

    /// <summary>Why nothing comes in; null where it does.</summary>
    public string? Frozen { get; private set; }

    public void Freeze(string reason, string by, DateTimeOffset at) => (Frozen, changedBy, changedAt) = (reason, by, at);

    public void Thaw(string by, DateTimeOffset at) => (Frozen, changedBy, changedAt) = (null, by, at);

    public JsonObject Json() =>
        new JsonObject
        {
            ["stageName"] = name,
            ["inboundExecutions"] = Inbound.Select(one => (JsonNode)Of(one, "InProgress")).AsJson(),
            ["inboundTransitionState"] = new JsonObject { ["enabled"] = Frozen is null }
                .With("lastChangedBy", changedBy)
                .With("lastChangedAt", StubJson.Seconds(changedAt))
                .With("disabledReason", Frozen),
            ["actionStates"] = actions.Select(action => (JsonNode)State(action)).AsJson(),
        }
            .With("inboundExecution", Inbound is [var first, ..] ? Of(first, "InProgress") : null)
            .With("latestExecution", Latest is { } latest ? Of(latest, Status) : null);

    private JsonObject State(ScriptedAction action) =>
        new JsonObject { ["actionName"] = action.Name }.With(
            "latestExecution",
            Latest
                ?.Runs.LastOrDefault(run => run.Stage == name && run.Action.Name == action.Name)
                ?.State(hasToken: Latest.Mode != "PARALLEL")
        );

    private static JsonObject Of(ScriptedExecution execution, string status) =>
        new()
        {
            ["pipelineExecutionId"] = execution.Id,
            ["status"] = status,
            ["type"] = execution.Type,
        };
}
