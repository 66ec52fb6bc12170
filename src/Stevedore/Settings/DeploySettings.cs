using Stevedore.Settings.Rules;

namespace Stevedore.Settings;

/// <summary>The services of Amazon ECS that run what was shipped.</summary>
public sealed class DeploySettings
{
    /// <summary>The cluster of every service that names none, by name or ARN. Default: <c>default</c>, as in ECS.</summary>
    [Setting(Rule = typeof(ClusterRule))]
    public string? Cluster { get; set; }

    /// <summary>How long a deployment of one service is waited for, in minutes. It goes on afterwards. Default: 30.</summary>
    [Setting(Rule = typeof(TimeoutRule))]
    public int? TimeoutMinutes { get; set; }

    /// <summary>Twelve digits. A deployment to another account is refused. Default: the caller's.</summary>
    [Setting(Rule = typeof(AccountRule))]
    public string? Account { get; set; }

    /// <summary>Default: AWS_REGION, AWS_DEFAULT_REGION, else the region of the AWS profile.</summary>
    [Setting(Rule = typeof(RegionRule))]
    public string? Region { get; set; }

    /// <summary>The ARN of a role to assume for the deployment, such as one of another account. Default: none.</summary>
    [Setting(Rule = typeof(RoleRule))]
    public string? Role { get; set; }

    /// <summary>The roles that tasks run with, by name or ARN: their own and that of their execution. Only roles that are generated ask for them, so that a deployment may hand on no other. Default: <c>ecsTaskExecutionRole</c>.</summary>
    [Setting(Rule = typeof(TaskRoleRule), NeedsItem = true)]
    public IReadOnlyList<string>? TaskRoles { get; set; }

    /// <summary>A task that runs once from the new images before a service is updated, such as a migration. Default: none.</summary>
    public BeforeSettings? Before { get; set; }

    /// <summary>The services, in the order in which they are deployed: names, or objects that say more.</summary>
    [Setting(NeedsItem = true)]
    public IReadOnlyList<ServiceSettings>? Services { get; set; }
}

/// <summary>A task that runs once before a service is updated, from the task definition that the service is about to get. Its exit code decides.</summary>
public sealed class BeforeSettings
{
    /// <summary>The container whose command is replaced, and whose exit code decides.</summary>
    [Setting(Rule = typeof(ContainerRule), IsRequired = true)]
    public string? Container { get; set; }

    /// <summary>What runs in it. Default: the command of the task definition.</summary>
    [Setting(NeedsItem = true)]
    public IReadOnlyList<string>? Command { get; set; }

    /// <summary>The service whose network and launch type it runs with. Default: the first of the services whose task has the container.</summary>
    [Setting(Rule = typeof(ServiceRule))]
    public string? Service { get; set; }
}

/// <summary>A service.</summary>
/// <param name="Service">Its name or ARN.</param>
/// <param name="Cluster">By name or ARN. Default: that of all services.</param>
/// <param name="TaskDefinition">A JSON file in the repository, as <c>aws ecs register-task-definition --cli-input-json</c> takes it, with the placeholders of tags. Default: what the service runs, with other images.</param>
/// <param name="Family">The family of its task definitions. Only roles that are generated ask for it. Default: the service's name.</param>
/// <param name="Containers">What changes in the task's containers, by their names. Default: every image with a <c>container</c> that the task has.</param>
public sealed record ServiceSettings(
    [property: Setting(Rule = typeof(ServiceRule), IsRequired = true)] string Service,
    [property: Setting(Rule = typeof(ClusterRule))] string? Cluster = null,
    [property: Setting(Rule = typeof(InsidePathRule))] string? TaskDefinition = null,
    [property: Setting(Rule = typeof(ContainerRule))] string? Family = null,
    [property: Setting(KeyRule = typeof(ContainerRule))] OrderedDictionary<string, ContainerSettings>? Containers = null
);

/// <summary>What changes in a container of a task definition. All else stays as it is.</summary>
public sealed class ContainerSettings
{
    /// <summary><c>image:web</c>, an image that was shipped. Default: the image whose <c>container</c> it is; else the container keeps its image.</summary>
    [Setting(Rule = typeof(ShippedImageRule))]
    public string? Image { get; set; }

    /// <summary>Environment variables that are set; the values are templates like tags. Others stay. They can be read by whoever may read the task definition: nothing secret.</summary>
    [Setting(Rule = typeof(ArgumentRule), KeyRule = typeof(EnvironmentNameRule))]
    public OrderedDictionary<string, string>? Environment { get; set; }

    /// <summary>Variables that ECS fills with secrets when a task starts: <c>secretsManager:id[:key]</c> or <c>parameterStore:name</c>, or an ARN. Others stay.</summary>
    [Setting(Rule = typeof(TaskSecretRule), KeyRule = typeof(EnvironmentNameRule))]
    public OrderedDictionary<string, string>? Secrets { get; set; }

    /// <summary>CPU units of the container; 1024 are one processor.</summary>
    [Setting(Rule = typeof(UnitsRule))]
    public int? Cpu { get; set; }

    /// <summary>The container's memory in MiB, above which it is ended.</summary>
    [Setting(Rule = typeof(UnitsRule))]
    public int? Memory { get; set; }
}
