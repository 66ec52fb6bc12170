using Stevedore.Ecs;
using Stevedore.Settings;
using Stevedore.Settings.Rules;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Resources;

namespace Stevedore.Stacks.Plans;

/// <summary>Decides what follows the build.</summary>
internal sealed class StagePlanner(PipelineInputs inputs)
{
    /// <exception cref="StevedoreException">A stage cannot be.</exception>
    public ImmutableArray<StagePlan> Plan(string name, PipelineSettings chosen, StackPlace place) =>
        [.. (chosen.Stages ?? []).Select(stage => Stage(name, stage, place))];

    private StagePlan Stage(string name, PipelineStageSettings stage, StackPlace place)
    {
        var action = stage.Action ?? "stevedore";
        var project = action.StartsWith(StageActionRule.Project, StringComparison.Ordinal)
            ? action[StageActionRule.Project.Length..]
            : null;
        return new(stage.Environment ?? project!, stage)
        {
            Project = project,
            Action = action switch
            {
                "ecs" => StageAction.Ecs,
                "codedeploy" => StageAction.CodeDeploy,
                "stevedore" => StageAction.Stevedore,
                _ => StageAction.Project,
            },
            Deploy = project is null ? Deploy(name, stage.Environment!, action, place) : null,
        };
    }

    private DeployPlan Deploy(string name, string environment, string action, StackPlace place)
    {
        var what = $"Cannot make the stage {environment} of the pipeline {name}";
        var deploy = inputs.In(environment).Settings.Values.Deploy;
        if (deploy?.Services is not { Count: > 0 } services)
        {
            throw new StevedoreException(
                what,
                $"neither deploy nor environments.{environment}.deploy names a service",
                """Add "deploy": { "cluster": "shop", "services": ["web"] } to stevedore.json."""
            );
        }

        if (action == "ecs" && services.Count > 1)
        {
            throw new StevedoreException(
                what,
                Invariant($"CodePipeline's action deploys one service, and deploy.services has {services.Count}"),
                "Leave action out: EcsDeploy deploys them all, in order."
            );
        }

        var account = deploy.Account ?? deploy.Role?.Split(':')[4];
        if (account is not null && place.Account is null)
        {
            throw new StevedoreException(
                what,
                $"it deploys to account {account}, and nothing says which account the pipeline is in",
                $"Write its account in pipelines.{name}.account."
            );
        }

        if (account is not null && account != place.Account && deploy.Role is null)
        {
            throw new StevedoreException(
                what,
                $"it deploys to account {account} without a role of that account, and the pipeline is in {place.Account}",
                $"Write environments.{environment}.deploy.role, such as arn:aws:iam::{account}:role/{name}-deploy: a template of its own makes it there."
            );
        }

        if (action != "stevedore" && place.RegionOf(deploy.Region) != StackPlace.OwnRegion)
        {
            throw new StevedoreException(
                what,
                place.Region is null
                    ? $"CodePipeline's action deploys in the pipeline's region, and nothing says which that is; the stage is in {deploy.Region}"
                    : $"CodePipeline's action deploys in the pipeline's region, {place.Region}, and the stage is in {deploy.Region}",
                place.Region is null
                    ? $"Write its region in pipelines.{name}.region."
                    : "Leave action out: EcsDeploy deploys to any region."
            );
        }

        var targets = DeployTargets.Of(deploy, null, null, place.Region ?? StackPlace.OwnRegion);
        return new(account, deploy.Region, deploy.Role)
        {
            IsElsewhere = account is not null && account != place.Account,
            Services =
            [
                .. targets.Select(target => new DeployedService(
                    target.Service.Cluster,
                    target.Service.Name,
                    target.Settings.Family ?? target.Service.Name
                )),
            ],
            TaskRoles = [.. deploy.TaskRoles ?? ["ecsTaskExecutionRole"]],
            Secrets =
            [
                .. services
                    .SelectMany(service => service.Containers?.Values.AsEnumerable() ?? [])
                    .SelectMany(container => container.Secrets?.Values.AsEnumerable() ?? [])
                    .Where(secret => secret.StartsWith(BuildVariable.Secret, StringComparison.Ordinal))
                    .Select(secret => BuildVariable.SecretId(secret[BuildVariable.Secret.Length..]))
                    .Distinct(StringComparer.Ordinal),
            ],
            Images =
            [
                .. services
                    .SelectMany(service => service.Containers?.Values.AsEnumerable() ?? [])
                    .Select(container => container.Image)
                    .OfType<string>()
                    .Select(image => image[ShippedImageRule.Prefix.Length..]),
            ],
            Definitions = [.. services.Select(service => service.TaskDefinition).OfType<string>().Distinct(StringComparer.Ordinal)],
            RunsTask = deploy.Before is not null,
            Minutes = deploy.TimeoutMinutes ?? 30,
        };
    }
}
