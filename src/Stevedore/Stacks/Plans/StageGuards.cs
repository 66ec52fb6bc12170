using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Resources;

namespace Stevedore.Stacks.Plans;

/// <summary>What runs before an approval and reaches what waits for it.</summary>
internal static class StageGuards
{
    /// <exception cref="StevedoreException">Stages share a role that deploys, or what they deploy to, and an approval stands between them.</exception>
    public static void Check(PipelinePlan plan)
    {
        foreach (var (first, second) in Pairs(plan))
        {
            if (Targets(plan, first).Intersect(Targets(plan, second), StringComparer.Ordinal).FirstOrDefault() is { } shared)
            {
                throw new StevedoreException(
                    $"Cannot make the pipeline {plan.Name}",
                    $"{first.Name} and {second.Name} both deploy to {shared[(shared.LastIndexOf(':') + 1)..]}, and {second.Name} waits for an approval that {first.Name} does not wait for: "
                        + "whoever pushes deploys there before anybody approves",
                    $"Name another cluster or service in environments.{second.Name}.deploy."
                );
            }
        }

        foreach (var (first, second) in Pairs(plan).Where(pair => pair.First.Deploy!.Role is { } role && role == pair.Second.Deploy!.Role))
        {
            throw new StevedoreException(
                $"Cannot make the pipeline {plan.Name}",
                $"{first.Name} and {second.Name} deploy with one role, {first.Deploy!.Role}, and {second.Name} waits for an approval that {first.Name} does not wait for: "
                    + "whoever pushes could deploy to both",
                $"Name another role in environments.{second.Name}.deploy.role."
            );
        }
    }

    public static IEnumerable<string> Notes(PipelinePlan plan)
    {
        List<string> projects = [];
        var isGuarded = false;
        foreach (var stage in plan.Stages)
        {
            isGuarded |= stage.NeedsApproval;
            if (isGuarded && stage.Action == StageAction.Stevedore)
            {
                projects.Add(DeployStages.ProjectName(plan, stage));
            }

            if (isGuarded && stage.Action is StageAction.Ecs or StageAction.CodeDeploy)
            {
                yield return $"{plan.Name}: CodePipeline's own action deploys to {stage.Name} whatever lies in the bucket when somebody approves, and a later build can replace that. "
                    + "Leave action out: EcsDeploy holds it against what the build said.";
            }
        }

        if (projects.Count > 0)
        {
            yield return $"{plan.Name}: no approval holds whoever may call codebuild:StartBuild on {string.Join(", ", projects)}. The policy that leaves that right to the pipeline is in docs/pipelines.md of Stevedore, under Approvals.";
        }

        foreach (var (first, second) in Pairs(plan))
        {
            var (one, other) = (first.Deploy!, second.Deploy!);
            if (plan.Place.AccountOf(one.Account) != plan.Place.AccountOf(other.Account))
            {
                continue;
            }

            if (
                one.TaskRoles.Select(Name).Intersect(other.TaskRoles.Select(Name), StringComparer.Ordinal).ToArray() is
                { Length: > 0 } roles
            )
            {
                yield return $"{plan.Name}: tasks of {first.Name} and {second.Name} run with {string.Join(", ", roles)}, and only {second.Name} waits for its approval: whoever pushes runs as that role before anybody approves. "
                    + $"Name others in environments.{second.Name}.deploy.taskRoles.";
            }

            if (
                plan.Place.RegionOf(one.Region) == plan.Place.RegionOf(other.Region)
                && one
                    .Services.Select(service => service.Family)
                    .Intersect(other.Services.Select(service => service.Family), StringComparer.Ordinal)
                    .ToArray()
                    is { Length: > 0 } families
            )
            {
                yield return $"{plan.Name}: {first.Name} and {second.Name} register task definitions of the family {string.Join(", ", families)}, and only {second.Name} waits for its approval: whoever pushes registers them before anybody approves. "
                    + $"Name another family in environments.{second.Name}.deploy.services.";
            }
        }
    }

    /// <summary>What one pipeline deploys without an approval that another waits for.</summary>
    public static IEnumerable<string> Notes(IReadOnlyList<PipelinePlan> plans)
    {
        var deployed = plans
            .SelectMany(plan =>
                plan.Stages.Zip(Given(plan)).Select(stage => (Plan: plan, Stage: stage.First, Approvals: stage.Second.Count))
            )
            .Where(one => one.Stage.Deploy is not null)
            .SelectMany(one => Targets(one.Plan, one.Stage).Select(target => (one.Plan, one.Stage, one.Approvals, Target: target)))
            .ToArray();
        return (
            from free in deployed
            from guarded in deployed
            where free.Target == guarded.Target && free.Plan.Name != guarded.Plan.Name && free.Approvals < guarded.Approvals
            select $"{free.Plan.Name}: {free.Stage.Name} deploys to {free.Target[(free.Target.LastIndexOf(':') + 1)..]} without an approval that {guarded.Plan.Name} waits for there: whoever may push to the branch of {free.Plan.Name} gets past it."
        ).Distinct(StringComparer.Ordinal);
    }

    // Each stage with those behind it that wait for an approval of which it knows nothing.
    private static IEnumerable<(StagePlan First, StagePlan Second)> Pairs(PipelinePlan plan)
    {
        var given = Given(plan);
        for (var index = 0; index < plan.Stages.Length; index++)
        {
            for (var first = 0; first < index; first++)
            {
                if (
                    given[index].Count > given[first].Count
                    && plan.Stages[first].Deploy is not null
                    && plan.Stages[index].Deploy is not null
                )
                {
                    yield return (plan.Stages[first], plan.Stages[index]);
                }
            }
        }
    }

    // The approvals that each stage has waited for.
    private static ImmutableHashSet<string>[] Given(PipelinePlan plan)
    {
        var given = new ImmutableHashSet<string>[plan.Stages.Length];
        for (var index = 0; index < plan.Stages.Length; index++)
        {
            var before = index == 0 ? [] : given[index - 1];
            given[index] = plan.Stages[index] is { NeedsApproval: true } stage ? before.Add(Approvers(stage)) : before;
        }

        return given;
    }

    // What a stage changes, in which place.
    private static IEnumerable<string> Targets(PipelinePlan plan, StagePlan stage)
    {
        var where = $"{stage.Deploy!.Account ?? plan.Place.Account}:{stage.Deploy.Region ?? plan.Place.Region}";
        return
        [
            .. stage.Deploy.Services.Select(service => $"{where}:{service.Cluster}/{service.Service}"),
            .. stage.Action == StageAction.CodeDeploy
                ? [$"{where}:{stage.Settings.Application}/{stage.Settings.DeploymentGroup}"]
                : (string[])[],
        ];
    }

    private static string Approvers(StagePlan stage) =>
        string.Join(' ', (stage.Settings.Approval?.Roles ?? []).Order(StringComparer.Ordinal));

    // A role's name is one in its account, whatever its path.
    private static string Name(string role) => role[(role.LastIndexOf('/') + 1)..];
}
