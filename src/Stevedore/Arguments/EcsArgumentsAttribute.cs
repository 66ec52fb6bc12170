namespace Stevedore.Arguments;

/// <summary>Declares the arguments that every target about services of ECS takes.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EcsArgumentsAttribute : Attribute, ITaskArguments
{
    internal static readonly ImmutableArray<TaskArgument> All =
    [
        new("config", "The settings file, relative to the repository. Default: stevedore.json, which need not be there.", "file"),
        ShipArgumentsAttribute.Named("environment"),
        new("cluster", "The cluster, by name or ARN. Default: deploy.cluster.", "name"),
        new("service", "The services, by name or ARN. Default: all of deploy.services.", "name,name,…"),
        ShipArgumentsAttribute.Named("output"),
        ShipArgumentsAttribute.Named("json"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<TaskArgument> Arguments => All;
}
