using Stevedore.Settings.Shapes;

namespace Stevedore.Settings;

/// <summary>The kinds of registry: those of this package and what others add before settings are read.</summary>
public static class RegistryKinds
{
    private static ImmutableArray<RegistryKind> all = RegistryShapes.All;

    /// <summary>In the order in which messages list them.</summary>
    public static ImmutableArray<RegistryKind> All => all;

    /// <summary>Adds a kind, or replaces the one of the same type.</summary>
    public static void Add(RegistryKind kind) =>
        ImmutableInterlocked.Update(ref all, (kinds, added) => [.. kinds.Where(known => known.Type != added.Type), added], kind);

    // For tests, which leave the process as they found it.
    internal static void Remove(string type) =>
        ImmutableInterlocked.Update(ref all, static (kinds, removed) => kinds.RemoveAll(kind => kind.Type == removed), type);

    internal static RegistryKind? Find(string? type) => all.FirstOrDefault(kind => kind.Type == type);
}
