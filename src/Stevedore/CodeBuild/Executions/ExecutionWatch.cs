using Amazon.CodePipeline.Model;
using Stevedore.CodeBuild.Following;

namespace Stevedore.CodeBuild.Executions;

/// <summary>Shows an execution as it goes, until it has ended.</summary>
/// <param name="again">The arguments with which another command means the same pipeline.</param>
/// <param name="tell">Prints a line.</param>
internal sealed class ExecutionWatch(
    PipelineApi api,
    string pipeline,
    string again,
    TimeProvider clock,
    Action<string> tell,
    Action<string> warn,
    CancellationToken cancellation
)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    // A person takes longer than a machine.
    private static readonly TimeSpan LookForAPerson = TimeSpan.FromSeconds(15);

    // What was just retried may be said to have failed for a moment more.
    private static readonly TimeSpan LongestToWake = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>What is said to whoever follows it no longer.</summary>
    /// <param name="arguments">Those that mean the same pipeline.</param>
    public static string Again(string arguments, string id) => $"PipelineStatus {arguments} --execution={id} --watch";

    /// <param name="before">What it was before this command changed it; null where it has changed nothing.</param>
    /// <exception cref="StevedoreException">It is not known any more, or AWS does not answer for too long.</exception>
    public async Task Run(string id, ExecutionReport? before)
    {
        try
        {
            await Follow(id, before);
        }
        catch (StevedoreException fault) when (fault.InnerException is PipelineNotFoundException)
        {
            throw new StevedoreException(
                $"Cannot follow the execution {id} of the pipeline '{pipeline}'",
                "the pipeline was deleted meanwhile",
                "What its actions have begun may go on: look at its builds and deployments.",
                fault
            );
        }
        catch (StevedoreException fault) when (fault.InnerException is not null)
        {
            throw new StevedoreException(
                $"Cannot follow the execution {id} of the pipeline '{pipeline}'",
                fault.Why,
                $"{fault.Fix} The pipeline goes on: {Again(again, id)} follows it again.",
                fault
            );
        }
    }

    private async Task Follow(string id, ExecutionReport? before)
    {
        ExecutionReader reader = new(
            api,
            pipeline,
            new(clock, Longest, "The pipeline goes on, and is looked for again.", warn),
            cancellation
        );
        ExecutionProgress progress = new(pipeline);
        if (before is not null)
        {
            // What is known is not told again.
            _ = progress.Lines(before, clock.GetUtcNow()).Count();
        }

        var began = clock.GetTimestamp();
        var isAwake = before is null or { GoesOn: true };
        while (true)
        {
            var execution = await reader.Read(id, await reader.State(), []);
            isAwake = isAwake || execution.GoesOn || clock.GetElapsedTime(began) >= LongestToWake;
            if (!isAwake)
            {
                await Task.Delay(Look, clock, cancellation);
                continue;
            }

            foreach (var line in progress.Lines(execution, clock.GetUtcNow()))
            {
                tell(line);
            }

            if (!execution.GoesOn)
            {
                tell($"{pipeline}: the execution {End(execution.Status)}");
                return;
            }

            await Task.Delay(execution.Waiting.Any() && !Runs(execution) ? LookForAPerson : Look, clock, cancellation);
        }
    }

    private static bool Runs(ExecutionReport execution) =>
        execution.Stages.Any(stage => stage.Actions.Any(action => action is { Status: "InProgress", Approval: null }));

    private static string End(string status) =>
        status switch
        {
            "Stopped" or "Superseded" or "Cancelled" => $"was {ExecutionWords.Status(status)}",
            _ => ExecutionWords.Status(status),
        };
}
