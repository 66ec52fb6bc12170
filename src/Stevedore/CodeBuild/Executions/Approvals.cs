using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using Stevedore.CodeBuild.Following;

namespace Stevedore.CodeBuild.Executions;

/// <summary>Answers the approval that waits in a pipeline.</summary>
/// <param name="tell">Prints a line.</param>
/// <param name="warn">Prints a warning.</param>
/// <param name="begins">Is called before the answer is given.</param>
internal sealed class Approvals(
    PipelineApi api,
    string pipeline,
    CommitAuthors authors,
    Patience patience,
    Action<string> tell,
    Action<string> warn,
    Action begins,
    CancellationToken cancellation
)
{
    private readonly ExecutionReader reader = new(api, pipeline, patience, cancellation);

    /// <returns>Its execution, as it was before.</returns>
    /// <exception cref="StevedoreException">None waits, or somebody has answered it meanwhile, or it is of one's own commit.</exception>
    public async Task<ExecutionReport> Answer(PipelineRequest asked, GetPipelineStateResponse state, ImmutableArray<ExecutionReport> listed)
    {
        if (asked.Stage is { } name)
        {
            _ = StageChoice.Named(
                name,
                ExecutionReading.Now(state),
                $"Cannot {StageChoice.Verb(asked.Act)} anything in the pipeline '{pipeline}'"
            );
        }

        string[] ids = asked.Execution is { } only ? [only] : [.. Candidates(state, listed)];
        var executions = ImmutableArray.CreateBuilder<ExecutionReport>();
        foreach (var id in ids)
        {
            executions.Add(await reader.Read(id, state, listed));
        }

        var last = executions.LastOrDefault() ?? (listed is [var newest, ..] ? await reader.Read(newest.Id, state, listed) : null);
        var (execution, stage, action) = StageChoice.Approval(asked, pipeline, executions.ToImmutable(), last);
        if (asked is { Act: PipelineAct.Approve, AllowsOwn: false })
        {
            await CheckAuthor(execution, $"Cannot approve {stage.Name}/{action.Name} of {PipelineText.Named(execution)}");
        }

        await Put(asked, execution, stage, action);
        return execution;
    }

    // Where executions do not run beside each other, only the one that is in a stage can wait there.
    private static IEnumerable<string> Candidates(GetPipelineStateResponse state, ImmutableArray<ExecutionReport> listed)
    {
        var inside = (state.StageStates ?? [])
            // One that is being stopped waits for the answer to what it waits for.
            .Where(stage => stage.LatestExecution?.Status?.Value is "InProgress" or "Stopping")
            .Select(stage => stage.LatestExecution!.PipelineExecutionId)
            .OfType<string>();
        return listed.Where(one => one is { GoesOn: true, IsParallel: true }).Select(one => one.Id).Concat(inside).Distinct();
    }

    private async Task CheckAuthor(ExecutionReport execution, string what)
    {
        string[] commits = [.. execution.Sources.Where(source => source.IsCommit).Select(source => source.Revision).Distinct()];
        var said = CommitAuthors.OfSource(await patience.Ask(token => api.Actions(pipeline, execution.Id, token), cancellation));
        if (commits.Length == 0 && said.IsEmpty)
        {
            warn($"{PipelineText.Named(execution)} has no commit, and so nothing that it was compared with to be yours.");
            return;
        }

        var caller = authors.Caller(await Arn(null));
        if (caller.IsNobody)
        {
            warn("Nothing here says who you are, neither git nor AWS, and so not whether it is your commit that is approved.");
            return;
        }

        foreach (var commit in commits)
        {
            var written = authors.OfGit(commit);
            Check(what, $"commit {commit[..8]}", written, caller);
            if (written.IsEmpty && said.IsEmpty)
            {
                warn(
                    $"Nothing here says who has written commit {commit[..8]}, and so not that it is yours: the checkout does not know it, and its source does not say."
                );
            }
        }

        Check(what, commits is [var only] ? $"commit {only[..8]}" : "what its source says", said, caller);
    }

    private static void Check(string what, string whose, ImmutableArray<CommitAuthor> written, CallerNames caller)
    {
        if (!written.IsEmpty && OwnCommit.Match(written, caller) is { } both)
        {
            throw new StevedoreException(
                what,
                $"{whose} is of {both}, and so are you",
                "Let somebody else look at it and approve, or pass --own where that is meant."
            );
        }
    }

    private async Task Put(PipelineRequest asked, ExecutionReport execution, ExecutionStage stage, ExecutionAction action)
    {
        var isApproved = asked.Act == PipelineAct.Approve;
        ApprovalResult result = new()
        {
            Status = isApproved ? ApprovalStatus.Approved : ApprovalStatus.Rejected,
            Summary = asked.Comment ?? "",
        };
        begins();
        var attempts = 0;
        try
        {
            await patience.Ask(
                async token =>
                {
                    attempts++;
                    await api.Answer(pipeline, stage.Name, action.Name, action.Approval!.Token!, result, token);
                    return true;
                },
                cancellation
            );
        }
        catch (StevedoreException fault) when (fault.InnerException is ApprovalAlreadyCompletedException or InvalidApprovalTokenException)
        {
            await CheckAnswer(asked, execution, stage, action, isRepeated: attempts > 1, fault);
        }
        catch (StevedoreException fault)
        {
            throw ActFaults.Of(fault, asked);
        }

        tell($"{stage.Name}/{action.Name} of {PipelineText.Named(execution)} is {(isApproved ? "approved" : "rejected")}.");
    }

    // Somebody was faster, or our own answer came and the connection was lost behind it.
    private async Task CheckAnswer(
        PipelineRequest asked,
        ExecutionReport execution,
        ExecutionStage stage,
        ExecutionAction action,
        bool isRepeated,
        StevedoreException fault
    )
    {
        var isApproved = asked.Act == PipelineAct.Approve;
        var now = (await reader.Read(execution.Id, await reader.State(), []))
            .Stages.FirstOrDefault(one => one.Name == stage.Name)
            ?.Actions.FirstOrDefault(one => one.Id == action.Id);
        if (isRepeated && now is { By: { } answered } && now.Status == (isApproved ? "Succeeded" : "Failed"))
        {
            var own = await Arn(api.Role);
            if (own is null)
            {
                warn($"The answer is as it was asked, and of {answered}: whether that is you, nobody here can tell.");
                return;
            }

            if (ExecutionWords.Who(own) == answered)
            {
                return;
            }
        }

        var what = $"Cannot {(isApproved ? "approve" : "reject")} {stage.Name}/{action.Name} of {PipelineText.Named(execution)}";
        throw now is { Status: "Succeeded" or "Failed" }
            ? new StevedoreException(
                what,
                $"it was {(now.Status == "Failed" ? "rejected" : "approved")} meanwhile{(now.By is { } by ? $" by {by}" : "")}{(now.Changed is { } at ? $" at {ExecutionWords.Time(at)}" : "")}{(now.Summary is { } summary ? $": {summary}" : "")}",
                $"PipelineStatus {asked.Again} shows what has become of it.",
                fault
            )
            : new StevedoreException(
                what,
                "it waits no longer: it was answered, or has expired",
                $"PipelineStatus {asked.Again} shows what has become of it.",
                fault
            );
    }

    // Null where it is not told, or STS is not reached from here: then it is not compared.
    private async Task<string?> Arn(string? by)
    {
        try
        {
            return (await api.Caller(by, cancellation)).Arn;
        }
        catch (StevedoreException fault) when (!Aws.AwsFaults.IsOfCredentials(fault.InnerException))
        {
            return null;
        }
    }
}
