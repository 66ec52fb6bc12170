using Amazon.CloudFormation.Model;
using Stevedore.Stacks.Watching;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Deploying;

/// <summary>Deletes one stack: shows what goes and what stays, asks, and waits.</summary>
internal sealed class StackDeletion(StackRun run, StackRequest request)
{
    /// <exception cref="StevedoreException">It is none of ours, was not confirmed, or could not be deleted.</exception>
    public async Task<StackOutcome> Delete(StackTarget target)
    {
        var api = run.Api(target);
        var there = await api.Find(target.Name);
        switch (StackFacts.ConditionOf(there))
        {
            case StackCondition.Absent:
                run.Tell($"There is no {target}.");
                return new(target.Name, target.Region, "absent");
            case StackCondition.Busy when there!.StackStatus!.Value == "DELETE_IN_PROGRESS":
                run.Tell($"The {target} is being deleted already; waiting for it.");
                run.GoesOn(StackText.GoesOn(target, "deletion"));
                return await Follow(target, there.StackId!, null);
            default:
                // Others were deleted since it was looked at.
                Check(target, there!);
                break;
        }

        var (goes, stays) = await Parts(target, there!);
        run.Tell(StackText.Deletion(target, goes, stays));
        run.Confirm(request, $"Delete the stack '{target.Name}'?", $"Cannot delete {target}");
        return (await Delete(target, there!)) with { Notes = StackText.Left(target, stays) };
    }

    /// <summary>Sees that it may be deleted, before anything is.</summary>
    /// <exception cref="StevedoreException">It is none of ours, is protected, or something else is being done with it.</exception>
    public async Task Check(StackTarget target)
    {
        if (await run.Api(target).Find(target.Name) is { } there && StackFacts.ConditionOf(there) != StackCondition.Absent)
        {
            Check(target, there);
        }
    }

    /// <summary>What goes with it, and what stays.</summary>
    public async Task<(ImmutableArray<StackResourceSummary> Goes, ImmutableArray<StackResourceSummary> Stays)> Parts(
        StackTarget target,
        Stack there
    )
    {
        var api = run.Api(target);
        var resources = await api.Resources(there.StackId!);
        var template = await api.Template(there.StackId!) is { } body
            ? TemplateReader.Read(body, $"the template of {target}") as TemplateMap
            : null;
        return Parted(resources, template);
    }

    /// <summary>Deletes it, whoever made it.</summary>
    public async Task<StackOutcome> Delete(StackTarget target, Stack there)
    {
        var api = run.Api(target);
        var mark = await api.Mark(there.StackId!);
        // Whoever cancels it now cannot tell whether the request was heard.
        run.GoesOn($"Whether the deletion of the {target} has begun, StackStatus {target.Again} shows.");
        try
        {
            // The id of the stack is of this one alone, and so is the token.
            await api.Delete(there.StackId!, $"stevedore-{there.StackId!.Split('/')[^1]}-{Token(mark)}", request.Role);
        }
        catch (StevedoreException)
        {
            run.GoesOn(null);
            throw;
        }

        run.GoesOn(StackText.GoesOn(target, "deletion"));
        return await Follow(target, there.StackId!, mark);
    }

    private async Task<StackOutcome> Follow(StackTarget target, string id, string? mark)
    {
        var api = run.Api(target);
        var events = await new StackWatch(api, run.Clock, run.Tell).Follow(
            id,
            mark is { Length: > 0 } ? mark : null,
            stack => StackFacts.ConditionOf(stack) == StackCondition.Absent,
            run.Cancellation
        );
        run.GoesOn(null);
        if (StackFacts.ConditionOf(await api.Find(id)) == StackCondition.Absent)
        {
            return new(target.Name, target.Region, "deleted");
        }

        var cause = await StackDeployment.Cause(api, id, events);
        throw new StevedoreException(
            $"The {target} was not deleted",
            cause?.ToString() ?? "CloudFormation says no reason",
            (cause?.Advice is { } advice ? $"{advice} " : "") + "Mend that, and run again: what is deleted already stays deleted."
        );
    }

    private static void Check(StackTarget target, Stack there)
    {
        if (!StackFacts.IsTagged(there, target.Pipeline))
        {
            throw new StevedoreException(
                $"Cannot delete {target}",
                $"it has no tag {StackFacts.TagKey} with the value {target.Pipeline}, and so is none of ours",
                "A stack that was deployed by hand gets the tag with StackDeploy; anything else is deleted with `aws cloudformation delete-stack`, by whoever knows it."
            );
        }

        if (there.EnableTerminationProtection == true)
        {
            throw new StevedoreException(
                $"Cannot delete {target}",
                "it is protected from being deleted",
                $"Whoever protected it may have had a reason; `aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name {target.Name} --region {target.Region}` takes it away."
            );
        }

        if (StackFacts.ConditionOf(there) == StackCondition.Busy && there.StackStatus!.Value != "DELETE_IN_PROGRESS")
        {
            throw Busy(target, there);
        }
    }

    private static StevedoreException Busy(StackTarget target, Stack there) =>
        new(
            $"Cannot delete {target}",
            $"it is {StackFacts.Doing(there)}{(StackFacts.Since(there) is { } since ? Invariant($" since {since.ToUniversalTime():yyyy-MM-dd HH:mm} UTC") : "")}",
            $"Run again when that has ended: StackStatus {target.Again} shows it."
        );

    private static (ImmutableArray<StackResourceSummary> Goes, ImmutableArray<StackResourceSummary> Stays) Parted(
        ImmutableArray<StackResourceSummary> resources,
        TemplateMap? template
    )
    {
        StackResourceSummary[] there =
        [
            .. resources.Where(resource =>
                resource.PhysicalResourceId is { Length: > 0 }
                && resource.ResourceStatus?.Value is not ("DELETE_COMPLETE" or "DELETE_SKIPPED")
            ),
        ];
        return ([.. there.Where(resource => !Stays(resource))], [.. there.Where(Stays)]);

        bool Stays(StackResourceSummary resource) =>
            (
                ((template?["Resources"] as TemplateMap)?[resource.LogicalResourceId ?? ""] as TemplateMap)?["DeletionPolicy"]
                as TemplateText
            )?.Value
                is "Retain"
                    or "RetainExceptOnCreate";
    }

    // One that has failed is asked for anew.
    private static string Token(string mark) => string.Concat(mark.Where(char.IsAsciiLetterOrDigit).TakeLast(12));
}
