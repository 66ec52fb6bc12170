namespace Stevedore.CodeBuild.Executions;

/// <summary>What a command ends with that has watched an execution which has not gone well.</summary>
internal static class PipelineFault
{
    /// <summary>Nothing, where it went well, goes on, ended as it was asked to or was only looked at.</summary>
    /// <exception cref="StevedoreException">It did not go well.</exception>
    public static void ThrowIfAny(PipelineReport report, PipelineRequest asked)
    {
        if (!asked.IsWatched || report.Shown is not { GoesOn: false } ended || IsAsAsked(ended, asked.Act))
        {
            return;
        }

        var what = $"The execution {ended.Id} of the pipeline '{report.Pipeline}' {Words(ended.Status)}";
        var (stage, action) = ended.Failed.FirstOrDefault();
        throw (ended.Status, action) switch
        {
            ("Failed", { Approval: not null }) => new StevedoreException(
                what,
                $"{stage.Name}/{action.Name} was rejected{(action.By is { } by ? $" by {by}" : "")}",
                "Ask them what is to change."
            ),
            ("Failed", not null) => new StevedoreException(
                what,
                $"{stage.Name}/{action.Name} failed",
                $"The lines above say what failed; PipelineStatus {report.Again} --retry --stage={stage.Name} runs it again."
            ),
            ("Succeeded", _) => new StevedoreException(
                what,
                asked.Act == PipelineAct.Stop
                    ? "what was under way in it was all that was left of it"
                    : "somebody has had the stage run again, and it was approved",
                "Nothing of it was held up: look at what it has done."
            ),
            ("Stopped", _) => new StevedoreException(
                what,
                ended.Summary ?? "somebody has stopped it",
                "Start the pipeline again, or retry the stage that it was stopped in."
            ),
            ("Superseded", _) => new StevedoreException(
                what,
                "a newer one has taken its place",
                "Watch the newer one, which has this commit in it where it is of the same branch."
            ),
            ("Cancelled", _) => new StevedoreException(what, "the pipeline was changed while it ran", "Start the pipeline again."),
            _ => new StevedoreException(what, ended.Summary ?? "CodePipeline does not say why", "Look at its page in the console."),
        };
    }

    private static bool IsAsAsked(ExecutionReport ended, PipelineAct act) =>
        act switch
        {
            PipelineAct.Stop => ended.Status == "Stopped",
            PipelineAct.Reject => ended.Status == "Failed" && ended.Failed.All(one => one.Action.Approval is not null),
            _ => ended.IsDone,
        };

    private static string Words(string status) =>
        status switch
        {
            "Failed" or "Succeeded" => ExecutionWords.Status(status),
            "Stopped" or "Superseded" or "Cancelled" => $"was {ExecutionWords.Status(status)}",
            _ => $"ended as {ExecutionWords.Status(status)}",
        };
}
