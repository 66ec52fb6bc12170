using Cake.Core;
using Cake.Frosting;
using Stevedore.Shipping;

namespace Stevedore;

/// <summary>The context of a build that has none of its own, and the base of one that has.</summary>
public class StevedoreContext : FrostingContext, IStevedoreContext
{
    /// <summary>Reads nothing: the run that it is given has refused mistyped arguments.</summary>
    public StevedoreContext(ICakeContext context, StevedoreRun run)
        : base(context)
    {
        Run = run;
    }

    /// <inheritdoc/>
    public StevedoreRun Run { get; }
}
