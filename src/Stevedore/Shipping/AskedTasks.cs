using Cake.Core;
using Cake.Core.Graph;

namespace Stevedore.Shipping;

/// <summary>The tasks that this command runs: its targets, and all that they depend on, in a build's own tasks too.</summary>
internal sealed class AskedTasks(ICakeEngine engine, ICakeArguments arguments)
{
    // Known once every task is registered, which is before the first one runs.
    private readonly Lazy<ImmutableHashSet<string>> names = new(() =>
    {
        var known = engine.Tasks.Select(task => task.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var targets = arguments.HasArgument("target") ? arguments.GetArguments("target") : ["Default"];
        var graph = CakeGraphBuilder.Build(engine.Tasks);
        return targets.Where(known.Contains).SelectMany(graph.Traverse).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
    });

    /// <summary>Whether one of them builds images.</summary>
    public bool Build => Push || names.Value.Overlaps(["ShipBuild", "ShipLoad"]);

    /// <summary>Whether one of them pushes images.</summary>
    public bool Push => names.Value.Contains("ShipPush");
}
