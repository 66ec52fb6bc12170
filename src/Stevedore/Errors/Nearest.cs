namespace Stevedore;

/// <summary>What a person probably meant.</summary>
internal static class Nearest
{
    /// <summary>The choice with the fewest changed, missing, added or swapped letters; null when none is near.</summary>
    public static string? Of(string text, IEnumerable<string> choices)
    {
        var limit = Math.Clamp(text.Length / 3, 1, 3);
        string? nearest = null;
        foreach (var choice in choices)
        {
            // The difference in length bounds the distance from below, and keeps long garbage cheap.
            var distance = Math.Abs(choice.Length - text.Length) > limit ? limit + 1 : Distance(text, choice);
            if (distance < limit || (distance == limit && nearest is null))
            {
                (limit, nearest) = (distance, choice);
            }
        }

        return nearest;
    }

    /// <summary>The hint for a wrong text: the nearest, else all that may stand there.</summary>
    public static string Hint(string text, IReadOnlyCollection<string> choices, string quote = "'") =>
        Of(text, choices) is { } near ? $"did you mean {quote}{near}{quote}?" : Choices(choices);

    public static string Choices(IReadOnlyCollection<string> choices) =>
        choices.Count == 1 ? $"use {choices.First()}" : $"use one of {string.Join(", ", choices)}";

    /// <summary>The optimal string alignment distance, whatever the case.</summary>
    public static int Distance(string from, string to)
    {
        var (before, last, row) = (new int[to.Length + 1], new int[to.Length + 1], new int[to.Length + 1]);
        for (var j = 0; j <= to.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var change = Same(from[i - 1], to[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + change);
                if (i > 1 && j > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return last[to.Length];
    }

    private static bool Same(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}
