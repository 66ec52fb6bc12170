using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using Stevedore.CodeBuild.Following;
using Stevedore.Terminal;

namespace Stevedore.CodeBuild.Executions;

/// <summary>Retries and stops executions, freezes and thaws stages.</summary>
/// <param name="begins">Is called before anything is asked that changes something.</param>
internal sealed class PipelineActs(
    PipelineApi api,
    string pipeline,
    Patience patience,
    IOutput output,
    Action begins,
    CancellationToken cancellation
)
{
    private const string DefaultReason = "Frozen by PipelineStatus";

    private readonly ExecutionReader reader = new(api, pipeline, patience, cancellation);

    /// <returns>The execution that goes on, as it was before.</returns>
    public async Task<ExecutionReport> Retry(PipelineRequest asked, GetPipelineStateResponse state, ImmutableArray<ExecutionReport> listed)
    {
        var execution = asked.Execution is { } id ? await reader.Read(id, state, listed) : null;
        var (stage, retried) = StageChoice.Retried(asked, pipeline, ExecutionReading.Now(state), execution);
        execution ??= await reader.Read(retried, state, listed);
        var mode = asked.Act == PipelineAct.RetryAll ? StageRetryMode.ALL_ACTIONS : StageRetryMode.FAILED_ACTIONS;
        begins();
        var attempts = 0;
        try
        {
            await patience.Ask(
                async token =>
                {
                    attempts++;
                    await api.Retry(pipeline, stage, retried, mode, token);
                    return true;
                },
                cancellation
            );
        }
        // The connection was lost behind the first request, which was heard.
        catch (StevedoreException fault) when (attempts > 1 && fault.InnerException is StageNotRetryableException or ConflictException)
        {
            if (!HasBegun(await reader.Read(retried, await reader.State(), []), execution, stage))
            {
                throw ActFaults.Of(fault, asked);
            }
        }
        catch (StevedoreException fault)
        {
            throw ActFaults.Of(fault, asked);
        }

        output.Lines([
            $"{(mode == StageRetryMode.ALL_ACTIONS ? "All actions" : "The failed actions")} of the stage {stage} of execution {retried} run again.",
        ]);
        return execution;
    }

    /// <returns>The execution that ends.</returns>
    public async Task<ExecutionReport> Stop(PipelineRequest asked, GetPipelineStateResponse state, ImmutableArray<ExecutionReport> listed)
    {
        var execution = await reader.Read(asked.Execution ?? StageChoice.Stopped(pipeline, listed).Id, state, listed);
        if (!execution.GoesOn)
        {
            throw new StevedoreException(
                $"Cannot stop {PipelineText.Named(execution)} of the pipeline '{pipeline}'",
                $"it has ended: {ExecutionWords.Status(execution.Status)}",
                "There is nothing to stop."
            );
        }

        if (!asked.IsConfirmed)
        {
            Confirm(asked, execution);
        }

        begins();
        var attempts = 0;
        try
        {
            await patience.Ask(
                async token =>
                {
                    attempts++;
                    await api.Stop(pipeline, execution.Id, asked.Abandons, asked.Comment, token);
                    return true;
                },
                cancellation
            );
        }
        catch (StevedoreException fault) when (attempts > 1 && fault.InnerException is DuplicatedStopRequestException)
        {
            // Ours, which was heard before the connection was lost.
        }
        catch (StevedoreException fault) when (attempts > 1 && fault.InnerException is PipelineExecutionNotStoppableException)
        {
            // The same, and it is over already.
            if ((await reader.Read(execution.Id, await reader.State(), [])).Status is not ("Stopping" or "Stopped"))
            {
                throw ActFaults.Of(fault, asked);
            }
        }
        catch (StevedoreException fault)
        {
            throw ActFaults.Of(fault, asked);
        }

        output.Lines([
            $"{Capital(PipelineText.Named(execution))} is being stopped: {(asked.Abandons ? "what is under way in it is abandoned" : "what is under way in it ends first, and nothing after it begins")}.",
        ]);
        return execution;
    }

    public async Task Freeze(PipelineRequest asked, GetPipelineStateResponse state)
    {
        var stages = ExecutionReading.Now(state);
        var stage = Transition(asked, stages, "freeze");
        if (stage.Freeze is { } frozen)
        {
            output.Lines([$"The stage {stage.Name} is left as it is: it is {PipelineText.Frozen(frozen)}."]);
            return;
        }

        await Act(asked, token => api.Freeze(pipeline, stage.Name, asked.Comment ?? DefaultReason, token));
        output.Lines([
            $"Nothing comes into the stage {stage.Name} any more. PipelineStatus {asked.Again} --thaw --stage={stage.Name} lets it in.",
        ]);
    }

    public async Task Thaw(PipelineRequest asked, GetPipelineStateResponse state)
    {
        var stages = ExecutionReading.Now(state);
        var stage = Transition(asked, stages, "thaw");
        if (stage.Freeze is not { } frozen)
        {
            output.Lines([$"The stage {stage.Name} is left as it is: it is not frozen."]);
            return;
        }

        await Act(asked, token => api.Thaw(pipeline, stage.Name, token));
        output.Lines([
            $"The stage {stage.Name} is thawed; it was {PipelineText.Frozen(frozen)}."
                + (stage.Inbound.IsEmpty ? "" : $" What has waited comes in: execution {string.Join(", ", stage.Inbound)}."),
        ]);
    }

    private async Task Act(PipelineRequest asked, Func<CancellationToken, Task> act)
    {
        begins();
        try
        {
            await patience.Ask(
                async token =>
                {
                    await act(token);
                    return true;
                },
                cancellation
            );
        }
        catch (StevedoreException fault)
        {
            throw ActFaults.Of(fault, asked);
        }
    }

    private ExecutionStage Transition(PipelineRequest asked, ImmutableArray<ExecutionStage> stages, string verb)
    {
        var what = $"Cannot {verb} a stage of the pipeline '{pipeline}'";
        // The first is the source, which nothing leads into.
        string[] later = [.. stages.Skip(1).Select(stage => stage.Name)];
        if (asked.Stage is not { } name)
        {
            throw new StevedoreException(what, "none is named", $"Name it with --stage: {string.Join(", ", later)}.");
        }

        var stage = StageChoice.Named(name, stages, what);
        return stages[0].Name == stage.Name
            ? throw new StevedoreException(
                what,
                $"{stage.Name} is the first, which nothing leads into",
                $"Name another: {string.Join(", ", later)}."
            )
            : stage;
    }

    private void Confirm(PipelineRequest asked, ExecutionReport execution)
    {
        var what = $"Cannot stop {PipelineText.Named(execution)} of the pipeline '{pipeline}'";
        if (!LinePrompt.IsPossible)
        {
            throw new StevedoreException(what, "nobody is there to say that it is meant", "Pass --yes.");
        }

        output.Lines([
            $"{Capital(PipelineText.Named(execution))} of the pipeline '{pipeline}' will be stopped{(asked.Abandons ? ", and what is under way in it abandoned, which leaves half a deployment where one runs" : "")}.",
        ]);
        if (LinePrompt.Ask(output, "Go on? yes or no", "no") is not ("yes" or "y"))
        {
            throw new StevedoreException(what, "the answer was no", "It goes on.");
        }
    }

    // However it has ended since.
    private static bool HasBegun(ExecutionReport now, ExecutionReport before, string stage) =>
        Ids(now, stage).Except(Ids(before, stage)).Any();

    private static IEnumerable<string> Ids(ExecutionReport execution, string stage) =>
        execution.Stages.Where(one => one.Name == stage).SelectMany(one => one.Actions).Select(action => action.Id);

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
