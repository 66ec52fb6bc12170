using System.Text.Json.Nodes;
using Stevedore.Tests.Ecs;

namespace Stevedore.Tests.CodeBuild.Executions;

/// <summary>An execution of a pipeline.</summary>
internal sealed class ScriptedExecution(string id, string commit, DateTimeOffset started)
{
    public string Id => id;

    public DateTimeOffset Started { get; } = started;

    public string Status { get; set; } = "InProgress";

    public string Mode { get; init; } = "QUEUED";

    public string Type { get; init; } = "STANDARD";

    /// <summary>The message of the commit, as the source says it.</summary>
    public string? Summary { get; init; } = """{"ProviderType":"GitHub","CommitMessage":"Fix the cart\n\nIt was empty."}""";

    public (string Type, string Detail) Trigger { get; init; } = ("WebhookV2", """{"ProviderType":"GitHub"}""");

    public string? RollsBackTo { get; init; }

    public string? StopReason { get; set; }

    public string? StatusSummary { get; set; }

    public DateTimeOffset Changed { get; set; } = started;

    public List<ScriptedRun> Runs { get; } = [];

    public JsonObject Listed() =>
        new JsonObject
        {
            ["pipelineExecutionId"] = id,
            ["status"] = Status,
            ["startTime"] = StubJson.Seconds(Started),
            ["lastUpdateTime"] = StubJson.Seconds(Changed),
            ["sourceRevisions"] = new JsonArray(
                new JsonObject { ["actionName"] = "Source", ["revisionId"] = commit }
                    .With("revisionSummary", Summary)
                    .With("revisionUrl", "https://eu-central-1.console.aws.amazon.com/codesuite/settings/connections/redirect")
            ),
            ["trigger"] = TriggerJson(),
            ["executionMode"] = Mode,
            ["executionType"] = Type,
        }
            .With("statusSummary", StatusSummary)
            .With("stopTrigger", StopReason is null ? null : new JsonObject { ["reason"] = StopReason })
            .With("rollbackMetadata", Rollback());

    public JsonObject Json(string pipeline) =>
        new JsonObject
        {
            ["pipelineName"] = pipeline,
            ["pipelineVersion"] = 1,
            ["pipelineExecutionId"] = id,
            ["status"] = Status,
            ["artifactRevisions"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = "Source",
                    ["revisionId"] = commit,
                    ["created"] = StubJson.Seconds(Started),
                }.With("revisionSummary", Summary)
            ),
            ["trigger"] = TriggerJson(),
            ["executionMode"] = Mode,
            ["executionType"] = Type,
        }
            .With("statusSummary", StatusSummary)
            .With("rollbackMetadata", Rollback());

    private JsonObject TriggerJson() => new() { ["triggerType"] = Trigger.Type, ["triggerDetail"] = Trigger.Detail };

    private JsonObject? Rollback() => RollsBackTo is null ? null : new JsonObject { ["rollbackTargetPipelineExecutionId"] = RollsBackTo };
}

/// <summary>A run of an action.</summary>
internal sealed class ScriptedRun(string id, string stage, ScriptedAction action, ScriptedEnd end, DateTimeOffset started)
{
    /// <summary>What answers it, where it is an approval.</summary>
    public string Token { get; } = $"70ce0000{id[8..]}";

    public string Id => id;

    public DateTimeOffset Started { get; } = started;

    public string Stage => stage;

    public ScriptedAction Action => action;

    public ScriptedEnd End => end;

    public string Status { get; set; } = "InProgress";

    public DateTimeOffset Changed { get; set; } = started;

    public string? By { get; set; }

    public string? Summary { get; set; }

    private bool IsApproval => action.Category == "Approval";

    public JsonObject State(bool hasToken) =>
        new JsonObject
        {
            ["actionExecutionId"] = id,
            ["status"] = Status,
            ["lastStatusChange"] = StubJson.Seconds(Changed),
        }
            .With("summary", Summary)
            .With("lastUpdatedBy", By)
            .With("token", IsApproval && hasToken && Status == "InProgress" ? Token : null)
            .With("externalExecutionId", end.External)
            .With("externalExecutionUrl", end.Url)
            .With("errorDetails", Error());

    public JsonObject Json(string execution) =>
        new JsonObject
        {
            ["pipelineExecutionId"] = execution,
            ["actionExecutionId"] = id,
            ["pipelineVersion"] = 1,
            ["stageName"] = stage,
            ["actionName"] = action.Name,
            ["startTime"] = StubJson.Seconds(Started),
            ["lastUpdateTime"] = StubJson.Seconds(Changed),
            ["status"] = Status,
            ["input"] = new JsonObject
            {
                ["actionTypeId"] = new JsonObject
                {
                    ["category"] = action.Category,
                    ["owner"] = "AWS",
                    ["provider"] = action.Provider,
                    ["version"] = "1",
                },
                ["configuration"] = Map(action.Configuration),
                ["resolvedConfiguration"] = Map(action.Configuration),
                ["region"] = EcsStub.Region,
                ["inputArtifacts"] = new JsonArray(),
            },
            ["output"] = new JsonObject
            {
                ["outputArtifacts"] = new JsonArray(),
                ["executionResult"] = new JsonObject()
                    .With("externalExecutionId", IsApproval ? Token : end.External)
                    .With("externalExecutionSummary", Summary)
                    .With("externalExecutionUrl", end.Url)
                    .With("errorDetails", Error())
                    .With("logStreamARN", end.LogStreamArn),
                ["outputVariables"] = Map(action.Variables),
            },
        }.With("updatedBy", By);

    private JsonObject? Error() =>
        Status != "Failed" || end.Message is null ? null : new JsonObject { ["message"] = end.Message }.With("code", end.Code);

    private static JsonObject Map(Dictionary<string, string> all) =>
        new(all.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)JsonValue.Create(one.Value))));
}
