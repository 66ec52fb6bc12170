using Amazon.CloudFormation.Model;
using Stevedore.Aws;
using Stevedore.Stacks.Changes;
using Stevedore.Stacks.Watching;

namespace Stevedore.Stacks.Deploying;

/// <summary>Deploys one stack: shows what would change, asks, lets it happen and waits.</summary>
internal sealed class StackDeployment(StackRun run, StackRequest request, StackPreparation preparation)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Sees that nothing else is done with it, and that it is not stuck, before any stack is changed.</summary>
    /// <exception cref="StevedoreException">It cannot be deployed now.</exception>
    public async Task Check(PreparedStack stack)
    {
        if (stack.Condition == StackCondition.Stuck)
        {
            throw await Stuck(stack);
        }

        if (stack.Condition == StackCondition.Busy && !IsUnderWay(stack))
        {
            throw await Busy(stack);
        }
    }

    /// <exception cref="StevedoreException">It was not confirmed, or has failed.</exception>
    public async Task<StackOutcome> Deploy(PreparedStack stack)
    {
        var target = stack.Target;
        switch (stack.Condition)
        {
            case StackCondition.Busy:
                return IsUnderWay(stack) ? await Join(stack) : throw await Busy(stack);
            case StackCondition.Stuck:
                throw await Stuck(stack);
            case StackCondition.Failed:
                await Clear(stack);
                break;
            default:
                break;
        }

        ChangeSets changeSets = new(run, target);
        var known = await changeSets.Find(stack.Request.ChangeSetName!);
        if (ChangeSets.IsTaken(known, stack.IsNew))
        {
            // By another run, since this one looked. The stack says so a little later.
            await Task.Delay(Interval, run.Clock, run.Cancellation);
            return await Deploy(await preparation.Prepare(target, waits: false));
        }

        var made = await changeSets.Make(stack.Request, known);
        if (made is null)
        {
            run.Tell($"Nothing to change: {target}.");
            return Outcome(target, "unchanged", stack.There);
        }

        try
        {
            run.Tell(StackText.Plan(stack, made));
            await Ask(stack, made);
        }
        catch (StevedoreException)
        {
            await changeSets.RemoveBehindAFault(stack.Request.ChangeSetName!);
            throw;
        }

        return await Execute(stack, made);
    }

    // Each by itself: who is used to say yes to one reads the other.
    private async Task Ask(PreparedStack stack, DescribeChangeSetResponse made)
    {
        var what = $"Cannot deploy {stack.Target}";
        var permissions = stack.Permissions;
        if (!permissions.IsEmpty)
        {
            run.Tell(StackText.Permissions(permissions));
            run.Confirm(request, "Give these permissions?", what);
        }

        if (ChangeSetDifference.ChangedPipeline(made.Changes ?? []) is { } pipeline)
        {
            var running = await new RunningExecutions(run).Of(stack.Target, pipeline);
            if (!running.IsEmpty)
            {
                run.Tell([$"Executions of the pipeline '{pipeline}' run, and are stopped when it is changed:", .. running]);
                run.Confirm(request, "Change it all the same?", what);
            }
        }

        run.Confirm(request, "Execute the change set?", what);
    }

    private async Task<StackOutcome> Execute(PreparedStack stack, DescribeChangeSetResponse made)
    {
        var target = stack.Target;
        var api = run.Api(target);
        var goesOn = StackText.GoesOn(target, stack.IsNew ? "creation" : "update");
        ChangeSets changeSets = new(run, target);
        // Whoever cancels it now cannot tell whether the request was heard.
        run.Leaves(target, later => changeSets.RemoveUnlessExecuted(later, stack.Request.ChangeSetName!, goesOn));
        string mark;
        bool isBegun;
        try
        {
            mark = await api.Mark(made.StackId!);
            isBegun = await api.Execute(target.Name, made.ChangeSetId!, ChangeSetName.TokenOf(made.ChangeSetId!));
        }
        catch (StevedoreException fault) when (AwsFaults.IsDenied(fault.InnerException))
        {
            await changeSets.RemoveBehindAFault(stack.Request.ChangeSetName!);
            throw;
        }

        run.GoesOn(goesOn);
        run.Leaves(target, null);
        if (!isBegun)
        {
            var now = await api.Find(made.StackId!);
            if (now?.ChangeSetId != made.ChangeSetId)
            {
                run.GoesOn(null);
                throw new StevedoreException(
                    $"Cannot deploy {target}",
                    "its change set cannot be executed any more, since the stack was changed meanwhile",
                    "Run again: what it would change now is shown anew."
                );
            }

            run.Tell("  Another run executes the same change set already.");
            mark = "";
        }

        return await Follow(target, made.StackId!, mark, made.ChangeSetId, stack.IsNew ? "created" : "updated");
    }

    private async Task<StackOutcome> Follow(StackTarget target, string id, string? mark, string? changeSet, string outcome)
    {
        var api = run.Api(target);
        var events = await new StackWatch(api, run.Clock, run.Tell).Follow(
            id,
            mark is { Length: > 0 } ? mark : null,
            stack =>
                stack?.ChangeSetId == changeSet && StackFacts.ConditionOf(stack) is not (StackCondition.Busy or StackCondition.Reviewed),
            run.Cancellation
        );
        run.GoesOn(null);
        var stack = await api.Find(id);
        return stack?.StackStatus?.Value is "CREATE_COMPLETE" or "UPDATE_COMPLETE" or "IMPORT_COMPLETE"
            ? Outcome(target, outcome, stack)
            : throw await Failed(target, stack, id, events);
    }

    // What a killed run has begun, or one beside this, is what this one would do.
    private static bool IsUnderWay(PreparedStack stack) =>
        ChangeSetName.In(stack.There!.ChangeSetId) == stack.Request.ChangeSetName
        && !StackFacts.Doing(stack.There).Contains("deleted", StringComparison.Ordinal);

    private async Task<StackOutcome> Join(PreparedStack stack)
    {
        var there = stack.There!;
        run.Tell($"The same change of {stack.Target} is under way already; waiting for it.");
        run.GoesOn(StackText.GoesOn(stack.Target, "update"));
        return await Follow(
            stack.Target,
            there.StackId!,
            null,
            there.ChangeSetId,
            there.StackStatus!.Value.StartsWith("CREATE", StringComparison.Ordinal) ? "created" : "updated"
        );
    }

    private async Task<StevedoreException> Busy(PreparedStack stack)
    {
        var there = stack.There!;
        var name = ChangeSetName.In(there.ChangeSetId);
        var described = there.ChangeSetId is { } id ? await run.Api(stack.Target).FindChangeSet(there.StackName!, id) : null;
        var by =
            ChangeSetName.IsOurs(name) && described?.Description?.Split(" for ") is [_, var who] ? $" by {OutsideText.Line(who, 200)}" : "";
        return new(
            $"Cannot deploy {stack.Target}",
            $"it is {StackFacts.Doing(there)}{by}{(StackFacts.Since(there) is { } since ? Invariant($" since {since.ToUniversalTime():yyyy-MM-dd HH:mm} UTC") : "")}",
            $"Run again when that has ended: StackStatus {stack.Target.Again} shows it"
                + (
                    by.Length > 0
                        ? "."
                        : $", and `aws cloudtrail lookup-events --lookup-attributes AttributeKey=ResourceName,AttributeValue={there.StackName} --region {stack.Target.Region}` says who began it."
                )
        );
    }

    // It has to go before another can take its name; what it has left of repositories and buckets stays.
    private async Task Clear(PreparedStack stack)
    {
        var (target, there) = (stack.Target, stack.There!);
        var api = run.Api(target);
        var cause = await Cause(api, there.StackId!, []);
        run.Tell(
            $"The {target} could not be created and is in {there.StackStatus!.Value}{(cause is null ? "" : $" ({cause})")}: it has to be deleted before it is created again."
        );
        StackDeletion deletion = new(run, request);
        var (goes, stays) = await deletion.Parts(target, there);
        if (!goes.IsEmpty || !stays.IsEmpty)
        {
            run.Tell(StackText.Deletion(target, goes, stays));
        }

        run.Confirm(request, "Delete it and create it again?", $"Cannot deploy {target}");
        await deletion.Delete(target, there);
    }

    private async Task<StevedoreException> Stuck(PreparedStack stack)
    {
        var there = stack.There!;
        var cause = await Cause(run.Api(stack.Target), there.StackId!, []);
        return new(
            $"Cannot deploy {stack.Target}",
            $"it is in {there.StackStatus!.Value}{(cause is null ? "" : $", since {cause}")}",
            StackFacts.Remedy(there, stack.Target.Region)
        );
    }

    private async Task<StevedoreException> Failed(StackTarget target, Stack? stack, string id, ImmutableArray<StackEvent> events)
    {
        var cause = await Cause(run.Api(target), id, events);
        var status = stack?.StackStatus?.Value;
        return new(
            $"The {target} was not deployed{(status is null ? "" : $", and is in {status}")}",
            cause?.ToString() ?? "CloudFormation says no reason",
            (cause?.Advice is { } advice ? $"{advice} " : "")
                + status switch
                {
                    "UPDATE_ROLLBACK_COMPLETE" or "IMPORT_ROLLBACK_COMPLETE" => "It is as it was before. Mend the cause, and run again.",
                    "ROLLBACK_COMPLETE" => "Mend the cause, and run again: what is left of it is deleted then.",
                    null => "It is gone.",
                    _ => StackFacts.Remedy(stack!, target.Region),
                }
        );
    }

    /// <summary>What failed first.</summary>
    /// <param name="events">What was seen of it; empty to read it.</param>
    internal static async Task<FailureCause?> Cause(CloudFormationApi api, string stack, ImmutableArray<StackEvent> events)
    {
        var seen = events.IsEmpty ? await api.Events(stack, null) : events;
        var since = seen.FirstOrDefault()?.Timestamp;
        var said = (await api.Failures(stack, null)).Where(happened => since is null || happened.Timestamp >= since).ToArray();
        return FailureCause.Of(said) ?? FailureCause.Of(seen);
    }

    private static StackOutcome Outcome(StackTarget target, string outcome, Stack? stack) =>
        new(target.Name, target.Region, outcome) { Outputs = StackText.Outputs(stack) };
}
