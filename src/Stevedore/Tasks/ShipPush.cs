using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Shipping;

namespace Stevedore.Tasks;

/// <summary>One bake of every image for every platform and registry, pushed; then the moving tags.</summary>
[TaskName(nameof(ShipPush))]
[TaskDescription("Builds every image for all platforms, pushes it to every registry and sets the tags.")]
[Verb("push", Group = "Ship")]
[ShipArguments]
[IsDependentOn(typeof(ShipLogin))]
public sealed class ShipPush(IShipping shipping) : AsyncFrostingTask<IStevedoreContext>
{
    /// <summary>Not where all of Ship runs on CodeBuild.</summary>
    public override bool ShouldRun(IStevedoreContext context) => !context.Options.IsRemote;

    /// <inheritdoc/>
    public override Task RunAsync(IStevedoreContext context) => shipping.Push();
}
