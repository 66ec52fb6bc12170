using Stevedore.Aws;
using Stevedore.CodeBuild;
using Stevedore.Stacks.Deploying;
using Stevedore.Stacks.Watching;

namespace Stevedore.Stacks.Statuses;

/// <summary>Reads what a stack is.</summary>
internal sealed class StackReader(StackRun run)
{
    public async Task<StackState> Read(StackTarget target)
    {
        var api = run.Api(target);
        var stack = await api.Find(target.Name);
        if (stack is null || StackFacts.ConditionOf(stack) == StackCondition.Absent)
        {
            return new(target.Name, target.Region, null);
        }

        var resources = await api.Resources(stack.StackId!);
        var failure = await Failure(api, stack.StackId!);
        return new(target.Name, target.Region, stack.StackStatus!.Value)
        {
            Since = StackFacts.Since(stack) is { } since ? new DateTimeOffset(since.ToUniversalTime()) : null,
            IsOurs = StackFacts.IsTagged(stack, target.Pipeline),
            Resources =
            [
                .. resources.Select(resource => new DeployedResource(
                    resource.LogicalResourceId ?? "",
                    resource.ResourceType ?? "",
                    resource.PhysicalResourceId is { Length: > 0 } name ? OutsideText.Line(name, 200) : null,
                    resource.ResourceStatus?.Value ?? ""
                )),
            ],
            Outputs = StackText.Outputs(stack),
            Badge = resources.FirstOrDefault(resource => resource.LogicalResourceId == "BuildProject")?.PhysicalResourceId
                is { Length: > 0 } project
                ? await Badge(target, project)
                : null,
            LastFailure = failure,
        };
    }

    private static async Task<string?> Failure(CloudFormationApi api, string stack)
    {
        var said = await api.Failures(stack, null);
        // The last operation that failed, and what failed first in it.
        var last = said.LastOrDefault()?.OperationId;
        var cause = FailureCause.Of(said.Where(happened => happened.OperationId == last)) ?? FailureCause.Of(await api.Events(stack, null));
        return cause?.ToString();
    }

    private async Task<string?> Badge(StackTarget target, string project)
    {
        using CodeBuildApi builds = new(run.Aws, target.Region, target.Role);
        try
        {
            return
                await builds.FindProject(project, run.Cancellation)
                    is { Badge: { BadgeEnabled: true, BadgeRequestUrl: { Length: > 0 } url } }
                ? $"[![{project}]({url})](https://{target.Region}.console.aws.amazon.com/codesuite/codebuild/projects/{project}/history?region={target.Region})"
                : null;
        }
        catch (StevedoreException fault) when (AwsFaults.IsDenied(fault.InnerException))
        {
            run.Warn($"{fault.What}: {fault.Why}. {fault.Fix} Its badge is left out.");
            return null;
        }
    }
}
