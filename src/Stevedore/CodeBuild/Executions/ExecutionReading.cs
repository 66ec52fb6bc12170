using Amazon.CodePipeline.Model;

namespace Stevedore.CodeBuild.Executions;

/// <summary>An execution, of what CodePipeline says of it. Pure.</summary>
internal static class ExecutionReading
{
    private const int MostOfAReason = 600;

    public static ExecutionReport Of(PipelineExecutionSummary execution) =>
        new(OutsideText.Line(execution.PipelineExecutionId, 80), OutsideText.Line(execution.Status?.Value, 40))
        {
            Sources = [.. (execution.SourceRevisions ?? []).Select(one => Source(one.ActionName, one.RevisionId, one.RevisionSummary))],
            Started = ExecutionWords.Utc(execution.StartTime),
            By = ExecutionWords.Trigger(execution.Trigger?.TriggerType?.Value, execution.Trigger?.TriggerDetail),
            RollsBackTo = RollsBackTo(execution.ExecutionType?.Value, execution.RollbackMetadata),
            Summary = Said(execution.StopTrigger?.Reason) ?? Said(execution.StatusSummary),
            IsParallel = execution.ExecutionMode?.Value == "PARALLEL",
        };

    /// <param name="listed">The same from the list, which knows when it was started and why it was stopped; null where it is too old for that.</param>
    public static ExecutionReport Of(PipelineExecution execution, ExecutionReport? listed) =>
        new(OutsideText.Line(execution.PipelineExecutionId, 80), OutsideText.Line(execution.Status?.Value, 40))
        {
            Sources = listed is { Sources.IsEmpty: false }
                ? listed.Sources
                : [.. (execution.ArtifactRevisions ?? []).Select(one => Source(one.Name, one.RevisionId, one.RevisionSummary))],
            Started = listed?.Started,
            By = ExecutionWords.Trigger(execution.Trigger?.TriggerType?.Value, execution.Trigger?.TriggerDetail) ?? listed?.By,
            RollsBackTo = RollsBackTo(execution.ExecutionType?.Value, execution.RollbackMetadata),
            Summary = Said(execution.StatusSummary) ?? listed?.Summary,
            IsParallel = execution.ExecutionMode?.Value == "PARALLEL",
        };

    /// <summary>The same with the stages of its pipeline.</summary>
    /// <param name="actions">Those that have begun in it.</param>
    public static ExecutionReport With(
        this ExecutionReport execution,
        GetPipelineStateResponse state,
        IReadOnlyCollection<ActionExecutionDetail> actions
    )
    {
        var begun = Latest(actions).ToLookup(one => one.StageName, StringComparer.Ordinal);
        StageState[] known = [.. (state.StageStates ?? []).Where(one => one.StageName is { Length: > 0 })];
        // A stage that the pipeline has no more was in it when the execution was.
        var gone = begun.Where(group => group.Key is { Length: > 0 } && Array.TrueForAll(known, one => one.StageName != group.Key));
        return execution with
        {
            Started = execution.Started ?? ExecutionWords.Utc(actions.Min(one => one.StartTime)),
            Stages =
            [
                .. known.Select(stage => Stage(execution, stage, [.. begun[stage.StageName]])),
                .. gone.Select(group => Stage(execution, new StageState { StageName = group.Key }, [.. group])),
            ],
        };
    }

    /// <summary>The stages as they are, whichever execution is in them.</summary>
    public static ImmutableArray<ExecutionStage> Now(GetPipelineStateResponse state) =>
        [
            .. (state.StageStates ?? [])
                .Where(one => one.StageName is { Length: > 0 })
                .Select(stage => Stage(new(stage.LatestExecution?.PipelineExecutionId ?? "", ""), stage, [])),
        ];

    // After something has failed nothing begins in a stage but by a retry, and what had failed then is of the past.
    private static IEnumerable<ActionExecutionDetail> Latest(IReadOnlyCollection<ActionExecutionDetail> actions) =>
        actions
            .GroupBy(one => (one.StageName, one.ActionName))
            .Select(group => group.OrderByDescending(one => one.StartTime).First())
            .Where(one =>
                one.Status?.Value is not "Failed"
                || !actions.Any(other => other.StageName == one.StageName && other.StartTime > one.LastUpdateTime)
            )
            .OrderBy(one => one.StartTime);

    private static ExecutionStage Stage(ExecutionReport execution, StageState stage, ActionExecutionDetail[] begun)
    {
        ImmutableArray<ExecutionAction> actions = [.. begun.Select(one => Action(execution, one, stage))];
        return new(OutsideText.Line(stage.StageName, 100), Status(execution, stage, actions))
        {
            Last = stage.LatestExecution?.PipelineExecutionId is { Length: > 0 } last ? OutsideText.Line(last, 80) : null,
            Inbound = Inbound(stage),
            Freeze = stage.InboundTransitionState is { Enabled: false } frozen
                ? new(ExecutionWords.Who(frozen.LastChangedBy), ExecutionWords.Utc(frozen.LastChangedAt), Said(frozen.DisabledReason))
                : null,
            Actions = actions,
            Others =
                stage.LatestExecution?.PipelineExecutionId is { Length: > 0 } other && other != execution.Id
                    ? [.. (stage.ActionStates ?? []).Where(Waits).Select(one => Other(one, other))]
                    : [],
        };
    }

    private static bool Waits(ActionState action) => action.LatestExecution is { Token.Length: > 0, Status.Value: "InProgress" };

    private static OtherApproval Other(ActionState action, string execution) =>
        new(
            OutsideText.Line(action.ActionName, 100),
            OutsideText.Line(execution, 80),
            ExecutionWords.Utc(action.LatestExecution!.LastStatusChange)
        );

    private static ImmutableArray<string> Inbound(StageState stage)
    {
        ImmutableArray<string> all =
        [
            .. (stage.InboundExecutions ?? [])
                .Select(one => one.PipelineExecutionId)
                .OfType<string>()
                .Select(id => OutsideText.Line(id, 80)),
        ];
        return all.IsEmpty && stage.InboundExecution?.PipelineExecutionId is { Length: > 0 } only ? [OutsideText.Line(only, 80)] : all;
    }

    // Of a stage CodePipeline says how its last execution stands, and not how this one did.
    private static string? Status(ExecutionReport execution, StageState stage, ImmutableArray<ExecutionAction> actions) =>
        stage.LatestExecution is { Status.Value: { Length: > 0 } status } latest && latest.PipelineExecutionId == execution.Id
            ? OutsideText.Line(status, 40)
        : actions.IsEmpty ? null
        : actions.Any(one => one.Status == "Failed") ? "Failed"
        : actions.Any(one => one.Status == "InProgress") ? "InProgress"
        : actions.Any(one => one.Status == "Abandoned") ? "Stopped"
        : "Succeeded";

    private static ExecutionAction Action(ExecutionReport execution, ActionExecutionDetail one, StageState stage)
    {
        var result = one.Output?.ExecutionResult;
        var kind = one.Input?.ActionTypeId;
        var name = OutsideText.Line(one.ActionName, 100);
        var status = OutsideText.Line(one.Status?.Value, 40);
        var now = Now(execution, one, stage);
        return new(OutsideText.Line(one.ActionExecutionId, 80), name, status)
        {
            Provider = kind?.Provider is { Length: > 0 } provider ? OutsideText.Line(provider, 60) : null,
            Started = ExecutionWords.Utc(one.StartTime),
            Changed = ExecutionWords.Utc(one.LastUpdateTime),
            By = ExecutionWords.Who(one.UpdatedBy ?? now?.LastUpdatedBy),
            Summary = Said(now?.Summary) ?? Said(result?.ExternalExecutionSummary),
            Approval = kind?.Category?.Value == "Approval" ? Approval(execution, one, now, status) : null,
            Failure =
                status == "Failed"
                    ? new(Why(result?.ErrorDetails ?? now?.ErrorDetails, Said(result?.ExternalExecutionSummary) ?? Said(now?.Summary)))
                    {
                        Page = ExecutionWords.Link(result?.ExternalExecutionUrl ?? now?.ExternalExecutionUrl),
                    }
                    : null,
        };
    }

    // The state of the pipeline has the last run of each action, of whichever execution that was.
    private static ActionExecution? Now(ExecutionReport execution, ActionExecutionDetail one, StageState stage)
    {
        var latest = (stage.ActionStates ?? []).Find(state => state.ActionName == one.ActionName)?.LatestExecution;
        var isOfIt = latest?.ActionExecutionId is { } id
            ? id == one.ActionExecutionId
            : stage.LatestExecution?.PipelineExecutionId == execution.Id;
        return isOfIt ? latest : null;
    }

    private static ExecutionApproval Approval(ExecutionReport execution, ActionExecutionDetail one, ActionExecution? now, string status)
    {
        var configuration = one.Input?.ResolvedConfiguration ?? one.Input?.Configuration ?? [];
        // Where executions run beside each other, the state of the pipeline has no token.
        var token = now?.Token ?? (execution.IsParallel ? one.Output?.ExecutionResult?.ExternalExecutionId : null);
        return new(
            status == "InProgress" && token is { Length: > 0 } ? token : null,
            Said(configuration.GetValueOrDefault("CustomData")),
            ExecutionWords.Link(configuration.GetValueOrDefault("ExternalEntityLink"))
        );
    }

    private static string Why(ErrorDetails? error, string? summary) =>
        (Said(error?.Message), Said(error?.Code)) switch
        {
            ({ } message, { } code) => $"{message} ({code})",
            ({ } message, null) => message,
            (null, { } code) => code,
            _ => summary ?? "CodePipeline does not say why",
        };

    private static ExecutionSource Source(string? action, string? revision, string? summary) =>
        new(OutsideText.Line(action, 100), OutsideText.Line(revision, 200), ExecutionWords.Summary(summary));

    private static string? RollsBackTo(string? type, PipelineRollbackMetadata? rollback) =>
        rollback?.RollbackTargetPipelineExecutionId is { Length: > 0 } target ? OutsideText.Line(target, 80)
        : type == "ROLLBACK" ? "an earlier execution"
        : null;

    private static string? Said(string? text) => OutsideText.Line(text, MostOfAReason).TrimEnd('.') is { Length: > 0 } said ? said : null;
}
