using Cake.Core;
using Cake.Frosting;
using Stevedore;
using Stevedore.Shipping;

namespace ShipHost;

/// <summary>A context of a build's own that shares nothing with Stevedore's but the interface.</summary>
public sealed class OwnContext(ICakeContext context, StevedoreRun run) : FrostingContext(context), IStevedoreContext
{
    /// <inheritdoc/>
    public StevedoreRun Run { get; } = run;
}
