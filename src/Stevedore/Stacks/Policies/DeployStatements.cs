using Stevedore.Aws.Permissions;
using Stevedore.Planning;
using Stevedore.Stacks.Plans;

namespace Stevedore.Stacks.Policies;

/// <summary>What EcsDeploy needs.</summary>
internal static class DeployStatements
{
    /// <summary>In the registry: to read what was shipped, and to mark it.</summary>
    public static ImmutableArray<Statement> OfRegistry(PipelinePlan plan)
    {
        var home = plan.Ship.Definitions.Registry;
        var registry = plan.Ship.Registries.FirstOrDefault(registry => registry.Name == home);
        var named = plan.Stages.SelectMany(stage => stage.Deploy?.Images ?? []).ToHashSet(StringComparer.Ordinal);
        ImagePlan[] deployed = [.. plan.Ship.Shipped.Where(image => image.Container is not null || named.Contains(image.Name.Value))];
        var repositories = (deployed.Length > 0 ? deployed : [.. plan.Ship.Shipped])
            .SelectMany(image => image.Destinations)
            .Where(destination => destination.Registry == home)
            .Select(destination => new PermissionPlace(registry?.Region, registry?.Account, destination.Reference.Repository.Value))
            .ToHashSet();
        // Another registry may have a repository of the same name.
        PermissionPlace[] places =
        [
            .. plan
                .Needs.Where(need => need.Permission == EcrPermissions.Push && repositories.Contains(need.Place))
                .Select(need => need.Place)
                .Distinct(),
        ];
        return Statements.Of(
            [
                .. places.Length == 0 ? [] : ((Permission, PermissionPlace)[])[(EcrPermissions.LogIn, new())],
                .. places.Select(place => (EcrPermissions.Deploy, place)),
                // Another registry is logged in to with the credentials of the build.
                .. places.Length > 0
                    ? []
                    : plan.Needs.Where(need =>
                        need.Permission == CredentialPermissions.Secret || need.Permission == CredentialPermissions.Parameter
                    ),
            ],
            plan.Place
        );
    }

    /// <summary>In ECS, in whichever account.</summary>
    public static ImmutableArray<Statement> OfEcs(DeployPlan deploy, StackPlace stack)
    {
        List<(Permission, PermissionPlace)> needed = [];
        foreach (var service in deploy.Services)
        {
            var place = Place($"{service.Cluster}/{service.Service}");
            needed.AddRange([
                (EcsPermissions.LookUp, place),
                (EcsPermissions.Update, place),
                (EcsPermissions.Follow, place),
                (EcsPermissions.LookUpRevisions, place),
                (EcsPermissions.Register, Place(service.Family)),
                (EcsPermissions.Tag, Place(service.Family)),
                (EcsPermissions.LookUpTasks, Place(service.Cluster)),
                (EcsPermissions.ListTasks, Place(service.Cluster)),
                // Where ECS puts them unless a task definition says otherwise; it is read only to tell why a task has ended.
                (EcsPermissions.ReadLogs, Place($"/ecs/{service.Family}")),
            ]);
            if (deploy.RunsTask)
            {
                needed.Add((EcsPermissions.RunTask with { Condition = EcsPermissions.InCluster(service.Cluster) }, Place(service.Family)));
                needed.Add((EcsPermissions.StopTask, Place(service.Cluster)));
            }
        }

        needed.AddRange(deploy.Secrets.Select(secret => (CredentialPermissions.LookUpSecret, Place(secret))));
        needed.Add((EcsPermissions.LookUpTaskDefinitions, new()));
        needed.Add((EcsPermissions.LookUpTargets, new()));
        needed.AddRange(deploy.TaskRoles.Select(role => (EcsPermissions.PassRole, Place(role))));
        return Statements.Of(needed, stack);

        PermissionPlace Place(string name) => new(deploy.Region, deploy.Account, name);
    }
}

/// <summary>What CodePipeline's own actions of a stage need.</summary>
internal static class ActionStatements
{
    public static ImmutableArray<Statement> Of(StagePlan stage, StackPlace stack)
    {
        if (stage.Action is not (StageAction.Ecs or StageAction.CodeDeploy))
        {
            return [];
        }

        var deploy = stage.Deploy!;
        var step = $"deploying to {stage.Name}";
        var where = $"{stack.RegionOf(deploy.Region)}:{stack.AccountOf(deploy.Account)}";
        var definitions = deploy.Services.Select(service => $"arn:{StackPlace.Partition}:ecs:{where}:task-definition/{service.Family}:*");
        ImmutableArray<Statement> registering =
        [
            new("RegisterTaskDefinition", step, ["ecs:RegisterTaskDefinition"], [.. definitions]),
            new("TagTaskDefinition", step, ["ecs:TagResource"], [.. definitions])
            {
                Conditions = [new("StringEquals", "ecs:CreateAction", "RegisterTaskDefinition")],
            },
            new("LookUpTaskDefinition", step, ["ecs:DescribeTaskDefinition"], ["*"]) { Comment = "Nothing narrower can be allowed." },
            .. Statements.Of(
                deploy.TaskRoles.Select(role => (EcsPermissions.PassRole, new PermissionPlace(deploy.Region, deploy.Account, role))),
                stack
            ),
        ];
        return stage.Action == StageAction.CodeDeploy
            ?
            [
                new(
                    "CodeDeploy",
                    step,
                    ["codedeploy:CreateDeployment", "codedeploy:GetDeployment"],
                    [
                        $"arn:{StackPlace.Partition}:codedeploy:{where}:deploymentgroup:{stage.Settings.Application}/{stage.Settings.DeploymentGroup}",
                    ]
                ),
                new(
                    "CodeDeployApplication",
                    step,
                    ["codedeploy:GetApplication", "codedeploy:GetApplicationRevision", "codedeploy:RegisterApplicationRevision"],
                    [$"arn:{StackPlace.Partition}:codedeploy:{where}:application:{stage.Settings.Application}"]
                ),
                new(
                    "CodeDeployConfiguration",
                    step,
                    ["codedeploy:GetDeploymentConfig"],
                    [$"arn:{StackPlace.Partition}:codedeploy:{where}:deploymentconfig:*"]
                ),
                .. registering,
            ]
            : [.. deploy.Services.Take(1).SelectMany(service => Ecs(step, where, service)), .. registering];
    }

    private static Statement[] Ecs(string step, string where, DeployedService service) =>
        [
            new(
                "Service",
                step,
                ["ecs:DescribeServices", "ecs:UpdateService"],
                [$"arn:{StackPlace.Partition}:ecs:{where}:service/{service.Cluster}/{service.Service}"]
            ),
            new("Tasks", step, ["ecs:DescribeTasks"], [$"arn:{StackPlace.Partition}:ecs:{where}:task/{service.Cluster}/*"]),
            new("ListTasks", step, ["ecs:ListTasks"], ["*"])
            {
                Conditions = [new("ArnEquals", "ecs:cluster", $"arn:{StackPlace.Partition}:ecs:{where}:cluster/{service.Cluster}")],
            },
        ];
}
