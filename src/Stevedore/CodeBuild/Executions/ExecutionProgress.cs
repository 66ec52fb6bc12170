namespace Stevedore.CodeBuild.Executions;

/// <summary>What is told of an execution as it goes: a line for each change, and none twice.</summary>
internal sealed class ExecutionProgress(string pipeline)
{
    private readonly Dictionary<string, string> told = new(StringComparer.Ordinal);
    private bool hasBegun;
    private string status = "InProgress";

    /// <summary>What has changed since the last call; of what was done before the first, what has not gone well.</summary>
    public IEnumerable<string> Lines(ExecutionReport execution, DateTimeOffset now)
    {
        foreach (var stage in execution.Stages)
        {
            if (Held(execution, stage) is var held && IsNew(stage.Name, held ?? "") && held is not null)
            {
                yield return $"{pipeline}: {held}";
            }

            foreach (var action in stage.Actions)
            {
                var line = Line(stage, action, now);
                if (IsNew(action.Id, State(action)) && (hasBegun || action.Status != "Succeeded"))
                {
                    yield return $"{pipeline}: {line}";
                }
            }
        }

        hasBegun = true;
        if (execution.Status == "Stopping" && status != "Stopping")
        {
            yield return $"{pipeline}: the execution is being stopped{(execution.Summary is { } why ? $": {why}" : "")}";
        }

        status = execution.Status;
    }

    private bool IsNew(string key, string state)
    {
        if (told.GetValueOrDefault(key, "") == state)
        {
            return false;
        }

        told[key] = state;
        return true;
    }

    // An approval may be asked for a moment before it can be answered.
    private static string State(ExecutionAction action) => action.Approval?.Token is null ? action.Status : "waits";

    private static string? Held(ExecutionReport execution, ExecutionStage stage) =>
        !stage.Inbound.Contains(execution.Id) ? null
        : stage.Freeze is { } freeze ? $"waits in front of {stage.Name}, which is {PipelineText.Frozen(freeze)}"
        : stage.Last is { } last && last != execution.Id
            ? $"waits in front of {stage.Name} for execution {last}{(stage.Others.IsEmpty ? "" : ", which waits for approval")}"
        : $"waits in front of {stage.Name}";

    private static string Line(ExecutionStage stage, ExecutionAction action, DateTimeOffset now)
    {
        var name = $"{stage.Name}/{action.Name}";
        var time = action is { Started: { } from, Changed: { } to } && to > from ? $" after {BuildWords.Time(to - from)}" : "";
        var by = (action.By is { } who ? $" by {who}" : "") + (action.Summary is { } summary ? $": {summary}" : "");
        return action switch
        {
            { Approval.Token: not null } => PipelineText.Waits(stage, action, now),
            { Approval: not null, Status: "Succeeded" } => $"{name} approved{by}",
            { Approval: not null, Status: "Failed" } => $"{name} rejected{by}",
            { Status: "InProgress" } => $"{name} in progress",
            { Failure: { } failure } => $"{name} failed{time}: {failure.Why}",
            _ => $"{name} {ExecutionWords.Status(action.Status)}{time}",
        };
    }
}
