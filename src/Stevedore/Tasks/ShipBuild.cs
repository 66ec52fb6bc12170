using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Docker;

namespace Stevedore.Tasks;

/// <summary>Builds all platforms and pushes nothing, as for a pull request.</summary>
[TaskName(nameof(ShipBuild))]
[TaskDescription("Builds every image for all platforms and pushes nothing.")]
[ShipArguments]
public sealed class ShipBuild : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IStevedoreContext context) => context.Session.Build(BuildPurpose.Check);
}
