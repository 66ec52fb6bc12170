using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.CodeBuild;
using Stevedore.Docker;
using Stevedore.Shipping;

namespace Stevedore.Tasks;

/// <summary>Builds all platforms and pushes nothing, as for a pull request.</summary>
[TaskName(nameof(ShipBuild))]
[TaskDescription("Builds every image for all platforms and pushes nothing.")]
[Verb("build", Group = "Ship", Example = "--platforms=linux/amd64")]
[ShipArguments]
[RemoteArguments]
public sealed class ShipBuild(IShipping shipping, IRemoteBuilds builds) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IStevedoreContext context) =>
        context.Options.IsRemote ? builds.RunTarget(nameof(ShipBuild), "build", hasArtifacts: false) : shipping.Build(BuildPurpose.Check);
}
