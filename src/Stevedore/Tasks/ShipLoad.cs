using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Docker;
using Stevedore.Shipping;

namespace Stevedore.Tasks;

/// <summary>Builds for this machine's platform into the local engine, tagged <c>&lt;image&gt;:dev</c>.</summary>
[TaskName(nameof(ShipLoad))]
[TaskDescription("Builds every image for this machine and loads it into the local engine as <image>:dev.")]
[Verb("load", Group = "Ship", Example = "--images=web")]
[ShipArguments]
public sealed class ShipLoad(IShipping shipping) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IStevedoreContext context) => shipping.Build(BuildPurpose.Load);
}
