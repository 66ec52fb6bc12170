using Amazon.CodePipeline.Model;
using Stevedore.Aws;
using Stevedore.CodeBuild.Executions;
using Stevedore.CodeBuild.Following;

namespace Stevedore.Stacks.Deploying;

/// <summary>The executions that a change of their pipeline stops.</summary>
internal sealed class RunningExecutions(StackRun run)
{
    private const int MostOfAMessage = 60;

    /// <summary>One line each; empty where none runs, or they may not be listed, which is said.</summary>
    public async Task<ImmutableArray<string>> Of(StackTarget target, string pipeline)
    {
        using PipelineApi api = new(run.Aws, target.Region, target.Role);
        Patience patience = new(run.Clock, TimeSpan.FromMinutes(2), "It is asked again.", run.Warn);
        try
        {
            var (newest, _) = await patience.Ask(token => api.Executions(pipeline, null, token), run.Cancellation);
            return [.. (newest ?? []).Select(ExecutionReading.Of).Where(execution => execution.GoesOn).Select(Line)];
        }
        catch (StevedoreException fault) when (fault.InnerException is PipelineNotFoundException)
        {
            return [];
        }
        catch (StevedoreException fault) when (AwsFaults.IsDenied(fault.InnerException))
        {
            run.Warn(
                $"Cannot list what runs in the pipeline '{pipeline}': {fault.Why}. {fault.Fix} Whatever runs is stopped when the pipeline is changed."
            );
            return [];
        }
    }

    private static string Line(ExecutionReport execution) =>
        $"  {execution.Id}{(execution.Started is { } since ? Invariant($" since {since:yyyy-MM-dd HH:mm} UTC") : "")}{(execution.Sources is [var source, ..] ? $", {source.Abbreviated}{(source.Summary is { } said ? $" {OutsideText.Line(said, MostOfAMessage)}" : "")}" : "")}";
}
