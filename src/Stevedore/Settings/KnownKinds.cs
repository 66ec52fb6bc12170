using Stevedore.Settings.Shapes;

namespace Stevedore.Settings;

/// <summary>The kinds of registry that a host knows. Of two with the same type the later counts.</summary>
internal sealed class KnownKinds(IEnumerable<RegistryKeys> kinds)
{
    /// <summary>In the order in which messages list them.</summary>
    public ImmutableArray<RegistryKeys> All { get; } =
    [.. kinds.GroupBy(kind => kind.Type, StringComparer.Ordinal).Select(same => same.Last())];

    /// <summary>The type of the registry of those who configure none.</summary>
    internal string Default => (All.FirstOrDefault(kind => kind.IsDeployedFrom) ?? All[0]).Type;

    internal RegistryKeys? Find(string? type) => All.FirstOrDefault(kind => kind.Type == type);

    /// <summary>The keys of a registry of this type; of every kind when it is unknown.</summary>
    internal ImmutableArray<ShapeKey> KeysOf(string? type) =>
        Find(type) is { } kind ? kind.Shape.Keys : [.. All.SelectMany(kind => kind.Shape.Keys).DistinctBy(key => key.Name)];
}
