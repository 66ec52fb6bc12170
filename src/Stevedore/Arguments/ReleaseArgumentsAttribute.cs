namespace Stevedore.Arguments;

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
