using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.CodeBuild;

namespace Stevedore.Tasks;

/// <summary>The main job: from a commit to images in every registry and the files that deployments start from.</summary>
[TaskName(nameof(Ship))]
[TaskDescription("Builds, tags and pushes every image, and writes the deployment files.")]
[Verb("ship", Group = "Ship", Example = "--images=web --environment=prod")]
[ShipArguments]
[RemoteArguments]
[IsDependentOn(typeof(ShipLogin))]
[IsDependentOn(typeof(ShipPush))]
[IsDependentOn(typeof(ShipDefinitions))]
public sealed class Ship(IRemoteBuilds builds) : AsyncFrostingTask<IStevedoreContext>
{
    /// <summary>Nothing here, where its steps have done all; elsewhere all of it.</summary>
    public override Task RunAsync(IStevedoreContext context) =>
        context.Options.IsRemote ? builds.RunTarget(nameof(Ship), "ship", hasArtifacts: true) : Task.CompletedTask;
}
