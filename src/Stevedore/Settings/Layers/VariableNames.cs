namespace Stevedore.Settings.Layers;

/// <summary>Which name a part of a variable means: variables shout, and have no '-'.</summary>
internal static class VariableNames
{
    /// <summary>The names that it may mean: one, none, or several that it does not tell apart.</summary>
    /// <remarks>What is written exactly so comes before what is only similar: LAN1 means lan1 where there is a lan-1 beside it.</remarks>
    public static ImmutableArray<string> Meant(string segment, IEnumerable<string> names)
    {
        ImmutableArray<string> all = [.. names];
        foreach (var spelling in (Func<string, string>[])[name => name, Spelled, Letters])
        {
            ImmutableArray<string> meant = [.. all.Where(name => spelling(name) == spelling(segment))];
            if (!meant.IsEmpty)
            {
                return meant;
            }
        }

        return [];
    }

    /// <summary>A name as a variable writes it.</summary>
    public static string Spelled(string name) => name.ToUpperInvariant().Replace('-', '_');

    private static string Letters(string name) => Spelled(name).Replace("_", "", StringComparison.Ordinal);
}
