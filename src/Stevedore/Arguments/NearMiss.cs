namespace Stevedore.Arguments;

/// <summary>Finds arguments that are almost the name of a known one: <c>--imags=web</c> must not ship everything.</summary>
internal static class NearMiss
{
    private const int MostEdits = 2;

    /// <param name="given">The names of the command line.</param>
    /// <param name="known">Every declared name.</param>
    /// <exception cref="StevedoreException">A name is not known, and almost one that is.</exception>
    public static void Check(IEnumerable<string> given, IReadOnlyCollection<string> known)
    {
        foreach (var name in given.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            var nearest = known.MinBy(candidate => Nearest.Distance(name, candidate));
            if (nearest is not null && IsNear(name, nearest))
            {
                throw new StevedoreException($"Unknown argument --{name}", "no task declares it", $"Did you mean --{nearest}?");
            }
        }
    }

    // In a short name two edits make another word: --os is not --log.
    private static bool IsNear(string name, string nearest) => Nearest.Distance(name, nearest) <= Math.Min(MostEdits, nearest.Length / 3);
}
