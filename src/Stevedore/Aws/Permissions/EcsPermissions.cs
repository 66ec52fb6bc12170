namespace Stevedore.Aws.Permissions;

/// <summary>What Amazon ECS has to allow whoever deploys.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html"/></remarks>
internal static class EcsPermissions
{
    /// <summary>Of what runs.</summary>
    public static Permission LookUp { get; } =
        new(
            "looking up services of ECS",
            "a deployment starts from what the service runs, and follows it",
            "arn:{partition}:ecs:{region}:{account}:service/{name}",
            "ecs:DescribeServices",
            "ecs:ListServiceDeployments"
        );

    /// <summary>Once, when all is registered.</summary>
    public static Permission Update { get; } =
        new(
            "updating services of ECS",
            "the service gets its new task definition",
            "arn:{partition}:ecs:{region}:{account}:service/{name}",
            "ecs:UpdateService"
        );

    /// <summary>While a deployment is waited for.</summary>
    public static Permission Follow { get; } =
        new(
            "following deployments of ECS",
            "the wait tells how far a deployment is, and how it ended",
            "arn:{partition}:ecs:{region}:{account}:service-deployment/{name}/*",
            "ecs:DescribeServiceDeployments"
        );

    /// <summary>What ran, by digest.</summary>
    public static Permission LookUpRevisions { get; } =
        new(
            "looking up service revisions of ECS",
            "they say which digests a service runs",
            "arn:{partition}:ecs:{region}:{account}:service-revision/{name}/*",
            "ecs:DescribeServiceRevisions"
        );

    /// <summary>Before a rollback.</summary>
    public static Permission Stop { get; } =
        new(
            "stopping deployments of ECS",
            "a rollback in the middle of a deployment ends that one",
            "arn:{partition}:ecs:{region}:{account}:service-deployment/{name}/*",
            "ecs:StopServiceDeployment"
        );

    /// <summary>After a pause.</summary>
    public static Permission Continue { get; } =
        new(
            "continuing deployments of ECS",
            "a deployment that waits for a person goes on",
            "arn:{partition}:ecs:{region}:{account}:service-deployment/{name}/*",
            "ecs:ContinueServiceDeployment"
        );

    /// <summary>Nothing narrower than every one can be allowed.</summary>
    public static Permission LookUpTaskDefinitions { get; } =
        new("looking up task definitions of ECS", "a new revision is made from the one that runs", "*", "ecs:DescribeTaskDefinition");

    /// <summary>Of a rollback, where deployments are too old to be known. Nothing narrower than every one can be allowed.</summary>
    public static Permission ListRevisions { get; } =
        new("listing task definitions of ECS", "a rollback finds the revision before", "*", "ecs:ListTaskDefinitions");

    /// <summary>A revision for each deployment.</summary>
    public static Permission Register { get; } =
        new(
            "registering task definitions of ECS",
            "every deployment has a revision of its own, tagged with its commit",
            "arn:{partition}:ecs:{region}:{account}:task-definition/{name}:*",
            "ecs:RegisterTaskDefinition"
        );

    /// <summary>Asked for wherever tags are sent, and limited to what is registered with them.</summary>
    public static Permission Tag { get; } =
        new(
            "tagging task definitions of ECS",
            "every revision is tagged with its commit",
            "arn:{partition}:ecs:{region}:{account}:task-definition/{name}:*",
            "ecs:TagResource"
        )
        {
            Condition = new("StringEquals", "ecs:CreateAction", "RegisterTaskDefinition"),
        };

    /// <summary>Of the task's own role and of its execution role.</summary>
    public static Permission PassRole { get; } =
        new("handing roles on to tasks of ECS", "tasks run with their roles", "arn:{partition}:iam::{account}:role/{name}", "iam:PassRole")
        {
            Condition = new("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com"),
        };

    /// <summary>Why tasks stopped.</summary>
    public static Permission LookUpTasks { get; } =
        new(
            "looking up tasks of ECS",
            "the wait says why tasks have stopped",
            "arn:{partition}:ecs:{region}:{account}:task/{name}/*",
            "ecs:DescribeTasks"
        );

    /// <summary>Nothing narrower than the tasks of a cluster can be allowed.</summary>
    public static Permission ListTasks { get; } =
        new("listing tasks of ECS", "the wait finds the tasks that have stopped", "*", "ecs:ListTasks") { Condition = InCluster("{name}") };

    /// <summary>Of the task before a deployment.</summary>
    public static Permission RunTask { get; } =
        new(
            "running tasks of ECS",
            "a task runs before the service is updated",
            "arn:{partition}:ecs:{region}:{account}:task-definition/{name}:*",
            "ecs:RunTask"
        );

    /// <summary>Of a run that is cancelled.</summary>
    public static Permission StopTask { get; } =
        new(
            "stopping tasks of ECS",
            "a task that runs before a deployment ends with it",
            "arn:{partition}:ecs:{region}:{account}:task/{name}/*",
            "ecs:StopTask"
        );

    /// <summary>What limits a statement to a cluster.</summary>
    /// <param name="cluster">Its name.</param>
    public static PolicyCondition InCluster(string cluster) =>
        new("ArnEquals", "ecs:cluster", $"arn:{{partition}}:ecs:{{region}}:{{account}}:cluster/{cluster}");

    /// <summary>Of containers.</summary>
    public static Permission ReadLogs { get; } =
        new(
            "reading logs",
            "the last lines of a container tell why it ended",
            "arn:{partition}:logs:{region}:{account}:log-group:{name}:*",
            "logs:GetLogEvents"
        )
        {
            IsOptional = true,
        };

    /// <summary>Behind load balancers.</summary>
    public static Permission LookUpTargets { get; } =
        new(
            "looking up targets",
            "the wait shows which tasks their load balancer finds healthy",
            "*",
            "elasticloadbalancing:DescribeTargetHealth"
        )
        {
            IsOptional = true,
        };

    /// <summary>All of them.</summary>
    public static ImmutableArray<Permission> All =>
        [
            LookUp,
            Update,
            Follow,
            LookUpRevisions,
            Stop,
            Continue,
            LookUpTaskDefinitions,
            ListRevisions,
            Register,
            Tag,
            PassRole,
            LookUpTasks,
            ListTasks,
            RunTask,
            StopTask,
            ReadLogs,
            LookUpTargets,
        ];
}
