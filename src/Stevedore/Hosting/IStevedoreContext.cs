using Cake.Frosting;
using Stevedore.Shipping;

namespace Stevedore;

/// <summary>The context that Stevedore's tasks run in. A context of one's own implements it by handing on the session that it is given.</summary>
public interface IStevedoreContext : IFrostingContext
{
    /// <summary>This run: its plan, and what was shipped.</summary>
    ShipSession Session { get; }
}
