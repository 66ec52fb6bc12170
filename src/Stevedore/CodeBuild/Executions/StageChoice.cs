namespace Stevedore.CodeBuild.Executions;

/// <summary>Which stage, approval or execution is meant. Pure.</summary>
internal static class StageChoice
{
    /// <summary>A stage by its name.</summary>
    /// <param name="what">What cannot be done without it.</param>
    /// <exception cref="StevedoreException">There is none of that name.</exception>
    public static ExecutionStage Named(string name, ImmutableArray<ExecutionStage> stages, string what) =>
        stages.FirstOrDefault(stage => stage.Name == name)
        ?? throw new StevedoreException(
            what,
            $"the pipeline has no stage '{OutsideText.Line(name, 100)}'",
            Nearest.Of(name, stages.Select(stage => stage.Name)) is { } near
                ? $"Did you mean --stage={near}?"
                : $"It has {string.Join(", ", stages.Select(stage => stage.Name))}."
        );

    /// <summary>The approval that is to be answered.</summary>
    /// <param name="executions">Those in which approvals may wait, with their stages.</param>
    /// <exception cref="StevedoreException">None waits there, or several do.</exception>
    public static (ExecutionReport Execution, ExecutionStage Stage, ExecutionAction Action) Approval(
        PipelineRequest asked,
        string pipeline,
        ImmutableArray<ExecutionReport> executions,
        ExecutionReport? last
    )
    {
        var what = $"Cannot {Verb(asked.Act)} anything in the pipeline '{pipeline}'";
        var all = executions.SelectMany(execution => execution.Waiting.Select(one => (execution, one.Stage, one.Action))).ToArray();
        var chosen = all.Where(one =>
                (asked.Stage is null || one.Stage.Name == asked.Stage) && (asked.Action is null || one.Action.Name == asked.Action)
            )
            .ToArray();
        return chosen switch
        {
            [var only] => only,
            [] => all.Length > 0
                ? throw new StevedoreException(
                    what,
                    $"no approval of that stage and action waits, but {Listed(all)}",
                    "Correct --stage and --action."
                )
                : throw new StevedoreException(
                    what,
                    $"no approval waits{Answered(last)}",
                    $"PipelineStatus {asked.Again} shows what it is doing."
                ),
            _ => throw new StevedoreException(
                what,
                $"several approvals wait: {Listed(chosen)}",
                "Name one with --stage=<name>, --action=<name> or --execution=<id>."
            ),
        };
    }

    /// <summary>The stage that is to be retried, and the execution in it.</summary>
    /// <exception cref="StevedoreException">None has failed, or several have.</exception>
    public static (string Stage, string Execution) Retried(
        PipelineRequest asked,
        string pipeline,
        ImmutableArray<ExecutionStage> now,
        ExecutionReport? execution
    )
    {
        var what =
            $"Cannot retry {(asked.Stage is { } named ? $"the stage '{OutsideText.Line(named, 100)}' of " : "")}the pipeline '{pipeline}'";
        var stages = execution?.Stages ?? now;
        if (asked.Stage is { } name)
        {
            var stage = Named(name, stages, what);
            return Failed(stage)
                ? (stage.Name, Own(what, stage, execution))
                : throw new StevedoreException(
                    what,
                    stage.Status is null
                        ? "no execution has come into it"
                        : $"it has not failed: {(execution is null && stage.Last is { } last ? $"execution {last} " : "")}{ExecutionWords.Status(stage.Status)}",
                    $"PipelineStatus {asked.Again} shows what it is doing."
                );
        }

        ExecutionStage[] failed = [.. stages.Where(Failed)];
        return failed switch
        {
            [var only] => (only.Name, Own(what, only, execution)),
            [] => throw new StevedoreException(
                what,
                execution is null
                    ? "none of its stages has failed"
                    : $"no stage of execution {execution.Id} has failed: it is {ExecutionWords.Status(execution.Status)}",
                $"PipelineStatus {asked.Again} shows what it is doing."
            ),
            _ => throw new StevedoreException(
                what,
                $"several of its stages have failed: {string.Join(", ", failed.Select(stage => stage.Name))}",
                "Name one with --stage=<name>."
            ),
        };
    }

    /// <summary>The execution that is to be stopped.</summary>
    /// <exception cref="StevedoreException">None runs, or several do.</exception>
    public static ExecutionReport Stopped(string pipeline, ImmutableArray<ExecutionReport> listed)
    {
        ExecutionReport[] running = [.. listed.Where(one => one.GoesOn)];
        return running switch
        {
            [var only] => only,
            [] => throw new StevedoreException(
                $"Cannot stop an execution of the pipeline '{pipeline}'",
                listed is [var newest, ..]
                    ? $"none runs: {PipelineText.Named(newest)} {ExecutionWords.Status(newest.Status)}"
                    : "it has never run",
                "There is nothing to stop."
            ),
            _ => throw new StevedoreException(
                $"Cannot stop an execution of the pipeline '{pipeline}'",
                $"several run: {string.Join(", ", running.Select(PipelineText.Named))}",
                "Name one with --execution=<id>."
            ),
        };
    }

    /// <summary>What a person calls it.</summary>
    public static string Verb(PipelineAct act) => act == PipelineAct.Reject ? "reject" : "approve";

    private static bool Failed(ExecutionStage stage) => stage.Status is "Failed" or "Stopped";

    // What came into a stage later has taken the place of what failed there.
    private static string Own(string what, ExecutionStage stage, ExecutionReport? execution) =>
        execution is null ? stage.Last!
        : execution.IsParallel || stage.Last is null || stage.Last == execution.Id ? execution.Id
        : throw new StevedoreException(
            what,
            $"execution {stage.Last} has come into the stage {stage.Name} after execution {execution.Id}",
            "Retry that one, or start the pipeline again with the revision that is meant."
        );

    private static string Listed(IEnumerable<(ExecutionReport Execution, ExecutionStage Stage, ExecutionAction Action)> all) =>
        string.Join(", ", all.Select(one => $"{one.Stage.Name}/{one.Action.Name} of {PipelineText.Named(one.Execution)}"));

    private static string Answered(ExecutionReport? last) =>
        last
            ?.Stages.SelectMany(stage => stage.Actions.Select(action => (stage, action)))
            .LastOrDefault(one => one.action is { Approval: not null, Status: "Succeeded" or "Failed" })
            is { action: { } action, stage: { } stage }
            ? $": {stage.Name}/{action.Name} was {(action.Status == "Failed" ? "rejected" : "approved")}{(action.By is { } by ? $" by {by}" : "")}{(action.Changed is { } at ? $" at {ExecutionWords.Time(at)}" : "")}"
            : "";
}
