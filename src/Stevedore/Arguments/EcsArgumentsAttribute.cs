namespace Stevedore.Arguments;

/// <summary>Declares the arguments that every target about services of ECS takes.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EcsArgumentsAttribute : Attribute, ITaskArguments
{
    internal static readonly ImmutableArray<TaskArgument> All =
    [
        new("config", "The settings file, relative to the repository. Default: stevedore.json, which need not be there.", "file"),
        new("environment", "The section of environments to merge over the rest. Default: STEVEDORE_ENVIRONMENT.", "name"),
        new("cluster", "The cluster, by name or ARN. Default: deploy.cluster.", "name"),
        new("service", "The services, by name or ARN. Default: all of deploy.services.", "name,name,…"),
        new("output", "The folder of the output files. Default: artifacts.", "folder"),
        new("json", "Write the result to stdout as JSON, and everything else to stderr."),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<TaskArgument> Arguments => All;
}

/// <summary>Declares the arguments that say what is deployed.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReleaseArgumentsAttribute : Attribute, ITaskArguments
{
    internal static readonly ImmutableArray<TaskArgument> All =
    [
        new("release", "What was shipped. Default: release.json of the output folder, else what the registry has of the commit.", "file"),
        new("commit", "The commit that was shipped. Default: that of the checkout or the pipeline.", "sha"),
        new("image", "Deploy these images by digest, whatever was released.", "name=repository:tag@digest,…"),
        new("force", "Start tasks anew though nothing changes."),
        new("replace", "Take the place of a deployment that is under way."),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<TaskArgument> Arguments => All;
}
