using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context of a host that registers none, and the usual base of one that does.</summary>
public class FrostingContext : CakeContextAdapter, IFrostingContext
{
    public FrostingContext(ICakeContext context)
        : base(context) { }
}
