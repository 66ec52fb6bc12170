namespace Stevedore.Arguments;

/// <summary>Declares the arguments that every target about shipping takes.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShipArgumentsAttribute : Attribute, ITaskArguments
{
    internal static readonly ImmutableArray<TaskArgument> All =
    [
        new("config", "The settings file, relative to the repository. Default: stevedore.json.", "file"),
        new("environment", "The section of environments to merge over the rest. Default: STEVEDORE_ENVIRONMENT.", "name"),
        new("images", "Ship only these images; what they stand on is built too. Default: all.", "name,name,…"),
        new("platforms", "Build for these platforms instead of those of the settings.", "linux/amd64,linux/arm64,…"),
        new("commit", "The commit that is built, where git cannot say it; in a git checkout it must be HEAD.", "sha"),
        new("branch", "The branch that is built, where git is detached or absent.", "name"),
        new("tag", "The git tag that is built.", "name"),
        new("output", "The folder of the output files. Default: artifacts.", "folder"),
        new("allow-dirty", "Push although the tree differs from the commit."),
        new("rebuild", "Build although the commit is already in every registry."),
        new("refresh", "Build again what is made from images that have moved since, under a tag with {base:8}."),
        new("no-cache", "Run every step of the build again."),
        new("remove-builder", "Remove the builder that this run made, and what it keeps, at the end."),
        new("json", "Write the result to stdout as JSON, and everything else to stderr."),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<TaskArgument> Arguments => All;

    /// <summary>One of them, for targets that take some.</summary>
    internal static TaskArgument Named(string name) => All.First(argument => argument.Name == name);
}
