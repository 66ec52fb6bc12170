using Stevedore.Planning;

namespace Stevedore.Rehearsal;

/// <summary>A registry of a plan, and what is replaced of it.</summary>
internal sealed record RehearsedRegistry(RegistryPlan Plan, ImmutableArray<RehearsedKey> Keys)
{
    /// <summary>Whether it is one of an AWS account and region, as its settings name them.</summary>
    public bool IsInAccount => Keys.Any(key => key.Inside == RehearsedKey.Account);

    public static ImmutableArray<RehearsedRegistry> Of(ShipPlan plan, ImmutableArray<RegistryKind> kinds) =>
        [
            .. plan.Registries.Select(registry => new RehearsedRegistry(
                registry,
                RegistryKind.Of(registry.Settings, kinds).Rehearsed(registry)
            )),
        ];
}
