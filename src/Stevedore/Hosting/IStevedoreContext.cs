using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Planning;
using Stevedore.Settings;
using Stevedore.Shipping;
using Stevedore.Source;

namespace Stevedore;

/// <summary>The context that Stevedore's tasks run in. A context of one's own hands on the run that it is given, and has the rest of it.</summary>
public interface IStevedoreContext : IFrostingContext
{
    /// <summary>This command: what it was asked, and what it has read.</summary>
    StevedoreRun Run { get; }

    /// <summary>The arguments of the command.</summary>
    /// <exception cref="StevedoreException">One of them is mistyped, or has a value that it cannot have.</exception>
    RunOptions Options => Run.Options;

    /// <summary>The settings, of which each value knows who said it.</summary>
    /// <exception cref="StevedoreException">There are none, or they have faults: all of them are named.</exception>
    ResolvedSettings Settings => Run.Settings;

    /// <summary>What git and CodeBuild say of what is built.</summary>
    /// <exception cref="StevedoreException">Nothing tells the commit, or what tells it contradicts itself.</exception>
    SourceFacts Source => Run.Source;

    /// <summary>The plan before AWS and registries are asked for anything: what only they know is open in it.</summary>
    /// <exception cref="StevedoreException">The settings and the source do not make a plan.</exception>
    ShipPlan Plan => Run.Plan;
}
