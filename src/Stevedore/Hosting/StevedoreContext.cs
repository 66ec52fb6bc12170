using Cake.Core;
using Cake.Frosting;
using Stevedore.Shipping;

namespace Stevedore;

/// <summary>The context of a build that has none of its own, and the base of one that has.</summary>
public class StevedoreContext : FrostingContext, IStevedoreContext
{
    /// <summary>Refuses mistyped arguments, since the context is made before any task runs.</summary>
    /// <exception cref="StevedoreException">An argument is mistyped, or has a value that it cannot have.</exception>
    public StevedoreContext(ICakeContext context, StevedoreRun run)
        : base(context)
    {
        _ = run.Options;
        Run = run;
    }

    /// <inheritdoc/>
    public StevedoreRun Run { get; }
}
