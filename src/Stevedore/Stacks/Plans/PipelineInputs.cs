using Stevedore.Aws.Permissions;
using Stevedore.Planning;
using Stevedore.Settings;

namespace Stevedore.Stacks.Plans;

/// <summary>All that pipelines are planned from. Pure: what is here was read by others.</summary>
internal sealed record PipelineInputs
{
    /// <summary>What was chosen.</summary>
    public required ResolvedSettings Settings { get; init; }

    /// <summary>The plan of some images, or of all.</summary>
    public required Func<ImmutableArray<string>?, ShipPlan> PlanOf { get; init; }

    /// <summary>What a plan needs in AWS.</summary>
    public required Func<ShipPlan, ImmutableArray<NeededPermission>> NeedsOf { get; init; }

    /// <summary>The same in an environment.</summary>
    public required Func<string, PipelineInputs> In { get; init; }

    /// <summary>The kinds of registry.</summary>
    public required ImmutableArray<RegistryKind> Kinds { get; init; }

    /// <summary>How a build gets the tool.</summary>
    public ToolCommands Tool { get; init; } = ToolCommands.OfManifest;
}
