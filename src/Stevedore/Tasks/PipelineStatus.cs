using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.CodeBuild.Executions;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>What a pipeline is doing, and what a person would do in its console. Needs no checkout and no settings.</summary>
[TaskName(nameof(PipelineStatus))]
[TaskDescription(
    "Shows what a pipeline is doing: executions, stages, who waits for approval and why it failed; retries, approves, stops and freezes it."
)]
[Verb("pipeline status", Group = "Pipeline", Example = "--pipeline=shop --watch")]
[TaskArgument(
    "config",
    "The settings file, relative to the repository. Default: stevedore.json, which need not be there.",
    Values = "file"
)]
[TaskArgument("environment", "The section of environments to merge over the rest. Default: STEVEDORE_ENVIRONMENT.", Values = "name")]
[TaskArgument("pipeline", "The pipeline, by name or ARN. Default: that of the settings, else the only one of the region.", Values = "name")]
[TaskArgument("execution", "The execution. Default: the newest, or the one that waits or has failed.", Values = "id")]
[TaskArgument("stage", "The stage. Default: all, or the one that waits or has failed.", Values = "name")]
[TaskArgument("watch", "Follow the execution, a line for each change, and end as it ends.")]
[TaskArgument("retry", "Run again what has failed in a stage, or all of the stage.", Values = "failed|all", NeedsNoValue = true)]
[TaskArgument("approve", "Give the approval that waits.")]
[TaskArgument("reject", "Refuse the approval that waits.")]
[TaskArgument("action", "With --approve or --reject: the action of the approval, where several wait.", Values = "name")]
[TaskArgument("own", "With --approve: also a commit of one's own.")]
[TaskArgument("comment", "With --approve, --reject, --stop or --freeze: what others read of it.", Values = "text")]
[TaskArgument("stop", "Stop the execution that runs, after what is under way in it.")]
[TaskArgument("abandon", "With --stop: do not wait for what is under way.")]
[TaskArgument("yes", "With --stop: without a question.")]
[TaskArgument("freeze", "Let nothing into the stage any more.")]
[TaskArgument("thaw", "Let into the stage again what waits.")]
[TaskArgument("json", "Write the result to stdout as JSON, and everything else to stderr.")]
public sealed class PipelineStatus(IPipelineExecutions executions, IOutput output) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        var request = PipelineRequests.Of(context.Arguments);
        var report = await executions.Run(request);
        output.Lines(PipelineText.Lines(report));
        output.Json(PipelineJson.Render(report));
        PipelineFault.ThrowIfAny(report, request);
    }
}
