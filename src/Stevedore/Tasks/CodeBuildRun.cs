using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.CodeBuild;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>Builds this commit on CodeBuild as if it was built here: its log as it comes, Ctrl-C, its exit code.</summary>
[TaskName(nameof(CodeBuildRun))]
[TaskDescription(
    "Builds this commit, or this working tree, on CodeBuild, shows the log as it comes and ends as the build ends; Ctrl-C stops it."
)]
[Verb("codebuild run", Group = "Pipeline", Example = "--project=shop")]
[TaskArgument(
    "config",
    "The settings file, relative to the repository. Default: stevedore.json, which need not be there.",
    Values = "file"
)]
[TaskArgument("environment", "The section of environments to merge over the rest. Default: STEVEDORE_ENVIRONMENT.", Values = "name")]
[TaskArgument("project", "The project, by name or ARN. Default: that of the pipeline of the settings.", Values = "name")]
[TaskArgument("pipeline", "The pipeline of the settings whose project it is. Default: the only one.", Values = "name")]
[TaskArgument(
    "env",
    "A variable of the build; may be given several times. A value is text, parameterStore:<name> or secretsManager:<id>:<key>.",
    Values = "NAME=value"
)]
[TaskArgument("buildspec", "Another buildspec, by its path in the repository.", Values = "file")]
[TaskArgument("compute", "Another size of machine.", Values = "small|medium|large|xlarge|2xlarge")]
[TaskArgument("image", "Another image of the environment.", Values = "reference")]
[TaskArgument("connection", "The connection to the source, for a project that a pipeline gives its source.", Values = "arn")]
[TaskArgument("upload", "Build the working tree as it is, in place of the commit.")]
[TaskArgument(
    "include",
    "Upload this, too, though git ignores it or its name is that of a secret; may be given several times.",
    Values = "path"
)]
[TaskArgument("bucket", "The bucket of uploads, and of the artifacts that come back.", Values = "name")]
[TaskArgument("yes", "Upload to a project whose role may more than that of pull requests.")]
[TaskArgument("output", "The folder of the output files. Default: artifacts.", Values = "folder")]
[TaskArgument("batch", "Start the batch of builds that the buildspec has, and follow it as one.")]
[TaskArgument("detach", "Leave as soon as the build is started.")]
[TaskArgument("follow", "Start nothing, and follow a build that runs already.", Values = "build id")]
[TaskArgument("json", "Write the result to stdout as JSON, and everything else to stderr.")]
public sealed class CodeBuildRun(IRemoteBuilds builds, IOutput output) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        var result = RunOptions.Value(context.Arguments, "follow") is { } build
            ? await builds.Follow(build)
            : await builds.Run(BuildRequests.Of(context.Arguments));
        output.Lines(RemoteBuildTable.Render(result));
        output.Json(RemoteBuildJson.Render(result));
        RemoteBuildFault.ThrowIfAny(result);
    }
}
