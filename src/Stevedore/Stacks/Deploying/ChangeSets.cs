using Amazon.CloudFormation.Model;
using Stevedore.Stacks.Watching;

namespace Stevedore.Stacks.Deploying;

/// <summary>Makes change sets and removes them, with the stack that one of them has brought about.</summary>
internal sealed class ChangeSets(StackRun run, StackTarget target)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly CloudFormationApi api = run.Api(target);

    /// <summary>Makes it, or finds it where it was made already.</summary>
    /// <returns>Null where it would change nothing.</returns>
    /// <exception cref="StevedoreException">It cannot be made; nothing of it is left.</exception>
    public async Task<DescribeChangeSetResponse?> Make(CreateChangeSetRequest request)
    {
        var name = request.ChangeSetName!;
        run.Leaves(target, later => Remove(later, name));
        var known = await api.FindChangeSet(target.Name, name);
        if (known is not null && !IsUsable(known))
        {
            await api.DeleteChangeSet(target.Name, name);
            known = null;
        }

        if (known is not null)
        {
            run.Tell("  Found the change set that an earlier run has made.");
        }
        else
        {
            (request.TemplateBody, request.TemplateURL) = await new TemplateUpload(run).Give(target);
            try
            {
                _ = await api.Create(request);
            }
            // Said at once in place of later.
            catch (StevedoreException fault) when (IsNothing(fault.Why))
            {
                await Forget(request);
                return null;
            }
        }

        var made = await Await(name);
        if (request.TemplateURL is not null)
        {
            await new TemplateUpload(run).Remove(target);
        }

        if (made.Status?.Value == "CREATE_COMPLETE")
        {
            return made;
        }

        var causes = IsNothing(made.StatusReason) ? [] : await api.Failures(target.Name, made.ChangeSetId);
        await Remove(name);
        return IsNothing(made.StatusReason)
            ? null
            : throw new StevedoreException(
                $"Cannot deploy {target}",
                Why(made, causes),
                FailureCause.Of(causes)?.Advice
                    ?? "Correct what it names, in stevedore.json or in pipeline/<name>.overrides.yml; nothing was changed."
            );
    }

    private async Task Forget(CreateChangeSetRequest request)
    {
        if (request.TemplateURL is not null)
        {
            await new TemplateUpload(run).Remove(target);
        }

        run.Leaves(target, null);
    }

    /// <summary>Removes it, and the stack where there is no more of that than this.</summary>
    public async Task Remove(string name)
    {
        await Remove(api, name);
        run.Leaves(target, null);
    }

    private async Task Remove(CloudFormationApi with, string name)
    {
        await with.DeleteChangeSet(target.Name, name);
        if (await with.Find(target.Name) is { StackStatus.Value: "REVIEW_IN_PROGRESS" } stack)
        {
            // Another change set may wait in it for somebody else.
            if (!await with.HasChangeSets(target.Name))
            {
                await with.Delete(stack.StackId!, $"stevedore-{name.Length}-{stack.StackId!.Split('/')[^1]}", null);
            }
        }
    }

    private async Task<DescribeChangeSetResponse> Await(string name)
    {
        var until = run.Clock.GetUtcNow() + Longest;
        while (true)
        {
            if (
                await api.FindChangeSet(target.Name, name) is { } found
                && found.Status?.Value is not ("CREATE_PENDING" or "CREATE_IN_PROGRESS")
            )
            {
                return found;
            }

            if (run.Clock.GetUtcNow() >= until)
            {
                throw new StevedoreException(
                    $"Cannot deploy {target}",
                    Invariant($"its change set was not made in {Longest.TotalMinutes:0} minutes"),
                    "Run again: it is found where it has been made meanwhile."
                );
            }

            await Task.Delay(Interval, run.Clock, run.Cancellation);
        }
    }

    private static bool IsUsable(DescribeChangeSetResponse known) =>
        known.Status?.Value is "CREATE_PENDING" or "CREATE_IN_PROGRESS"
        || (known.Status?.Value == "CREATE_COMPLETE" && known.ExecutionStatus?.Value == "AVAILABLE");

    // CloudFormation calls it a failure that there is nothing to do.
    private static bool IsNothing(string? reason) =>
        reason is not null
        && (
            reason.Contains("didn't contain changes", StringComparison.Ordinal)
            || reason.Contains("No updates are to be performed", StringComparison.Ordinal)
        );

    private static string Why(DescribeChangeSetResponse made, ImmutableArray<OperationEvent> causes) =>
        FailureCause.Of(causes) is { } cause
            ? $"CloudFormation refuses what would be done: {cause}"
            : $"CloudFormation could not make a change set: {OutsideText.Line(made.StatusReason ?? "it says no reason", 900).TrimEnd('.')}";
}
