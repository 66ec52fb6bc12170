using Amazon.CloudFormation.Model;
using Stevedore.Stacks.Watching;

namespace Stevedore.Stacks.Deploying;

/// <summary>Makes change sets and removes them, with the stack that one of them has brought about.</summary>
internal sealed class ChangeSets(StackRun run, StackTarget target)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly CloudFormationApi api = run.Api(target);
    private bool isRemoved;

    /// <summary>What is there of that name; null for nothing.</summary>
    public Task<DescribeChangeSetResponse?> Find(string name) => api.FindChangeSet(target.Name, name);

    /// <summary>Whether somebody executes it, or has made the stack of it that was not there.</summary>
    public static bool IsTaken(DescribeChangeSetResponse? known, bool isNew) =>
        known?.ExecutionStatus?.Value switch
        {
            "EXECUTE_IN_PROGRESS" => true,
            "EXECUTE_COMPLETE" => isNew,
            _ => false,
        };

    /// <summary>Makes it, or takes the one that was made already.</summary>
    /// <param name="known">What is there of its name.</param>
    /// <returns>Null where it would change nothing.</returns>
    /// <exception cref="StevedoreException">It cannot be made; nothing of it is left.</exception>
    public async Task<DescribeChangeSetResponse?> Make(CreateChangeSetRequest request, DescribeChangeSetResponse? known)
    {
        var name = request.ChangeSetName!;
        TemplateUpload upload = new(run);
        run.Leaves(
            target,
            async later =>
            {
                try
                {
                    await Remove(later, name);
                }
                finally
                {
                    await upload.Remove(target, name, later.Cancellation);
                }
            }
        );
        if (known is not null && !IsUsable(known))
        {
            await api.DeleteChangeSet(target.Name, name);
            known = null;
        }

        DescribeChangeSetResponse made;
        try
        {
            if (known is not null)
            {
                run.Tell("  Found the change set that an earlier run has made.");
            }
            else
            {
                (request.TemplateBody, request.TemplateURL) = await upload.Give(target, name);
                _ = await api.Create(request);
            }

            made = await Await(name);
        }
        // Said at once in place of later.
        catch (StevedoreException fault) when (IsNothing(fault.Why))
        {
            run.Leaves(target, null);
            return null;
        }
        finally
        {
            if (!run.Cancellation.IsCancellationRequested && (known is not null || request.TemplateURL is not null))
            {
                await upload.Remove(target, name, run.Cancellation);
            }
        }

        if (made.Status?.Value == "CREATE_COMPLETE")
        {
            return made;
        }

        if (IsNothing(made.StatusReason))
        {
            await Remove(name);
            return null;
        }

        var causes = await api.Failures(target.Name, made.ChangeSetId);
        await RemoveBehindAFault(name);
        throw new StevedoreException(
            $"Cannot deploy {target}",
            Why(made, causes),
            FailureCause.Of(causes)?.Advice
                ?? "Correct what it names, in stevedore.json or in pipeline/<name>.overrides.yml; nothing was changed."
        );
    }

    /// <summary>Removes it, and the stack where there is no more of that than this.</summary>
    public async Task Remove(string name)
    {
        isRemoved = true;
        await Remove(api, name);
        run.Leaves(target, null);
    }

    /// <summary>The same where something has failed, which is what is to be told: what cannot be removed is a warning.</summary>
    public async Task RemoveBehindAFault(string name)
    {
        if (isRemoved)
        {
            return;
        }

        try
        {
            await Remove(name);
        }
        catch (StevedoreException left)
        {
            run.Leaves(target, null);
            run.Warn($"{left.Message} What is left changes nothing until somebody executes it.");
        }
    }

    /// <summary>The same after a signal: where somebody has begun it, that is said instead.</summary>
    public async Task RemoveUnlessExecuted(CloudFormationApi with, string name, string otherwise)
    {
        if (IsBegun(await with.FindChangeSet(target.Name, name)))
        {
            StackRun.Left(otherwise);
            return;
        }

        await Remove(with, name);
    }

    private async Task Remove(CloudFormationApi with, string name)
    {
        await with.DeleteChangeSet(target.Name, name);
        if (await with.Find(target.Name) is { StackStatus.Value: "REVIEW_IN_PROGRESS" } stack)
        {
            // Another change set may wait in it for somebody else.
            if ((await with.ChangeSets(target.Name)).IsEmpty)
            {
                await with.Delete(stack.StackId!, $"stevedore-{name.Length}-{stack.StackId!.Split('/')[^1]}", null);
            }
        }
    }

    private async Task<DescribeChangeSetResponse> Await(string name)
    {
        var until = run.Clock.GetUtcNow() + Longest;
        var isSeen = false;
        while (true)
        {
            var found = await api.FindChangeSet(target.Name, name);
            if (found?.Status?.Value is not (null or "CREATE_PENDING" or "CREATE_IN_PROGRESS"))
            {
                return found;
            }

            if (isSeen && found is null)
            {
                throw new StevedoreException($"Cannot deploy {target}", "somebody else has deleted its change set", "Run again.");
            }

            isSeen |= found is not null;

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

    private static bool IsBegun(DescribeChangeSetResponse? known) =>
        known?.ExecutionStatus?.Value is "EXECUTE_IN_PROGRESS" or "EXECUTE_COMPLETE";

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
