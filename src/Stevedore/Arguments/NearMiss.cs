namespace Stevedore.Arguments;

/// <summary>Finds arguments that are almost the name of a known one: <c>--imags=web</c> must not ship everything.</summary>
public static class NearMiss
{
    private const int MostEdits = 2;

    /// <param name="given">The names of the command line.</param>
    /// <param name="known">Every declared name.</param>
    /// <exception cref="StevedoreException">A name is not known, and almost one that is.</exception>
    public static void Check(IEnumerable<string> given, IReadOnlyCollection<string> known)
    {
        foreach (var name in given.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            var nearest = known.MinBy(candidate => Edits(name, candidate));
            if (nearest is not null && IsNear(name, nearest))
            {
                throw new StevedoreException($"Unknown argument --{name}", "no task declares it", $"Did you mean --{nearest}?");
            }
        }
    }

    // In a short name two edits make another word: --os is not --log.
    private static bool IsNear(string name, string nearest) => Edits(name, nearest) <= Math.Min(MostEdits, nearest.Length / 3);

    // Damerau's distance: neighbours that changed places are one edit, since that is how people mistype.
    private static int Edits(string one, string other)
    {
        var costs = Enumerable.Range(0, one.Length + 1).Select(_ => new int[other.Length + 1]).ToArray();
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                costs[i][j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(
                        Math.Min(costs[i - 1][j], costs[i][j - 1]) + 1,
                        costs[i - 1][j - 1] + (char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]) ? 0 : 1)
                    ),
                };
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    costs[i][j] = Math.Min(costs[i][j], costs[i - 2][j - 2] + 1);
                }
            }
        }

        return costs[one.Length][other.Length];
    }
}
