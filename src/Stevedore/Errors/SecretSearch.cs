namespace Stevedore;

/// <summary>Finds secrets in a text: whole ones, and parts of random ones, as a cut or a wrapped line leaves them.</summary>
internal sealed class SecretSearch
{
    /// <summary>Shorter ones count only as words of their own.</summary>
    private const int ShortestInside = 8;

    private readonly HashSet<string> forms = new(StringComparer.Ordinal);
    private readonly SecretFragments fragments = new();

    public void Add(IEnumerable<string> secrets)
    {
        foreach (var secret in secrets.Where(secret => secret.Length >= SecretForms.Shortest && forms.Add(secret)))
        {
            if (TokenShape.IsRandom(secret))
            {
                fragments.Add(secret);
            }
        }
    }

    /// <summary>Where secrets stand, escaped or not, in order and apart from each other.</summary>
    public List<(int From, int To)> In(string text)
    {
        if (forms.Count == 0)
        {
            return [];
        }

        var found = Plain(text);
        if (UnescapedText.Of(text) is { } unescaped)
        {
            found.AddRange(Plain(unescaped.Text).Select(unescaped.Origin));
        }

        return Merged(found);
    }

    /// <summary>Where the end of a text begins that more text could make a secret of.</summary>
    public int Undecided(string text)
    {
        var start = text.Length;
        foreach (var form in forms)
        {
            for (var at = Math.Max(text.Length - form.Length + 1, 0); at < start; at++)
            {
                if (form.AsSpan().StartsWith(text.AsSpan(at)))
                {
                    start = at;
                }
            }
        }

        return In(text) is [.., var (from, to)] && to == text.Length ? Math.Min(from, start) : start;
    }

    private List<(int From, int To)> Plain(string text)
    {
        var found = fragments.In(text);
        foreach (var form in forms)
        {
            for (var at = text.IndexOf(form, StringComparison.Ordinal); at >= 0; at = text.IndexOf(form, at + 1, StringComparison.Ordinal))
            {
                if (form.Length >= ShortestInside || IsWord(text, at, at + form.Length))
                {
                    found.Add((at, at + form.Length));
                }
            }
        }

        return found;
    }

    private static List<(int From, int To)> Merged(List<(int From, int To)> found)
    {
        found.Sort();
        var merged = new List<(int From, int To)>(found.Count);
        foreach (var next in found)
        {
            if (merged is [.., var last] && next.From < last.To)
            {
                merged[^1] = (last.From, Math.Max(last.To, next.To));
            }
            else
            {
                merged.Add(next);
            }
        }

        return merged;
    }

    private static bool IsWord(string text, int from, int to) =>
        (from == 0 || !char.IsLetterOrDigit(text[from - 1])) && (to == text.Length || !char.IsLetterOrDigit(text[to]));
}
