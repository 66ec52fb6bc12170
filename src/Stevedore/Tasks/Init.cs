using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Init;

namespace Stevedore.Tasks;

/// <summary>Writes the first files of a repository, and says the command that ships. Overwrites nothing without <c>--force</c>.</summary>
[TaskName(nameof(Init))]
[TaskDescription("Writes stevedore.json, its schema, a buildspec and the pinned tool into this repository.")]
[Verb("init", Group = "Start", Example = "--yes")]
[TaskArgument("yes", "Take the defaults, and ask nothing.")]
[TaskArgument("force", "Replace files that are there and differ.")]
[TaskArgument("build-project", "Write a build project and its launchers in place of the pinned tool.")]
[TaskArgument("platforms", "The platforms that images are built for.", Values = "linux/amd64,linux/arm64,…")]
[TaskArgument(
    "containers",
    "The images that run in containers of a service. Default: those that no other stands on.",
    Values = "name,name,…"
)]
[TaskArgument("secret", "The secret in Secrets Manager with the user and token for Docker Hub.", Values = "name")]
[TaskArgument("archive", "Where CodeBuild fetches the tool's archive from, in place of restoring it: https or s3.", Values = "url")]
[TaskArgument("checksum", "The archive's SHA-256.", Values = "digits")]
[TaskArgument("pipeline", "Write the templates of the pipelines in stevedore.json, and nothing else.")]
[TaskArgument("roles", "Print what each role of the pipelines may, and for which step.")]
public sealed class Init(IInitialization initialization) : FrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override void Run(IStevedoreContext context)
    {
        var pipeline = RunOptions.Flag(context.Arguments, "pipeline");
        var roles = RunOptions.Flag(context.Arguments, "roles");
        if (pipeline || roles)
        {
            initialization.WritePipelines(
                new()
                {
                    Writes = pipeline,
                    ShowsRoles = roles,
                    Force = RunOptions.Flag(context.Arguments, "force"),
                }
            );
            return;
        }

        initialization.Run(
            new()
            {
                Yes = RunOptions.Flag(context.Arguments, "yes"),
                Force = RunOptions.Flag(context.Arguments, "force"),
                BuildProject = RunOptions.Flag(context.Arguments, "build-project"),
                Platforms = RunOptions.Value(context.Arguments, "platforms"),
                Containers = RunOptions.Value(context.Arguments, "containers"),
                Archive = RunOptions.Value(context.Arguments, "archive"),
                Checksum = RunOptions.Value(context.Arguments, "checksum"),
                Secret = RunOptions.Value(context.Arguments, "secret"),
            }
        );
    }
}
