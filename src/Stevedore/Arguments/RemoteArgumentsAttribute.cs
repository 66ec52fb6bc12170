namespace Stevedore.Arguments;

/// <summary>Declares the arguments of targets that can also be run on CodeBuild.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RemoteArgumentsAttribute : Attribute, ITaskArguments
{
    internal static readonly ImmutableArray<TaskArgument> All =
    [
        new("on", "Run on CodeBuild in place of here, and show it as it goes.", "codebuild"),
        new("project", "With --on: the project, by name or ARN. Default: that of the pipeline of the settings.", "name"),
        new("pipeline", "With --on: the pipeline of the settings whose project it is.", "name"),
        new("env", "With --on: a variable of the build; may be given several times.", "NAME=value"),
        new("compute", "With --on: another size of machine.", "small|medium|large|xlarge|2xlarge"),
        new("upload", "With --on: build the working tree as it is, in place of the commit."),
        new("include", "With --on and --upload: send this, too; may be given several times.", "path"),
        new("bucket", "With --on: the bucket of uploads, and of the artifacts that come back.", "name"),
        new("yes", "With --on and --upload: whatever role the project has."),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<TaskArgument> Arguments => All;
}
