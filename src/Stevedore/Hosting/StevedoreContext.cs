using Cake.Core;
using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Shipping;
using Stevedore.Terminal;

namespace Stevedore;

/// <summary>The context of a build that has none of its own, and the base of one that has.</summary>
public class StevedoreContext : FrostingContext, IStevedoreContext
{
    /// <summary>Refuses mistyped arguments, since the context is made before any task runs.</summary>
    public StevedoreContext(ICakeContext context, StevedoreRun run, ArgumentCheck check, StandardOutput output)
        : base(context)
    {
        check.Run(context.Arguments);
        output.Reserve(RunOptions.Flag(context.Arguments, "json"));
        Run = run;
    }

    /// <inheritdoc/>
    public StevedoreRun Run { get; }
}
