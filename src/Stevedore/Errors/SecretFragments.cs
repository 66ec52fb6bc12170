namespace Stevedore;

/// <summary>Every run of so many letters that occurs in a random secret.</summary>
/// <remarks>A text is compared with all of them at once, by a hash that moves along it.</remarks>
internal sealed class SecretFragments
{
    private const int Size = TokenShape.Shortest;
    private const ulong Base = 0x9E3779B97F4A7C15;
    private static readonly ulong Leaving = Enumerable.Range(0, Size).Aggregate(1UL, (power, _) => unchecked(power * Base));

    private readonly HashSet<ulong> hashes = [];

    public void Add(string secret)
    {
        foreach (var (_, hash) in Hashes(secret))
        {
            hashes.Add(hash);
        }
    }

    /// <summary>Where they stand; neighbours overlap.</summary>
    public List<(int From, int To)> In(string text) =>
        hashes.Count == 0 ? [] : [.. Hashes(text).Where(at => hashes.Contains(at.Hash)).Select(at => (at.End - Size, at.End))];

    private static IEnumerable<(int End, ulong Hash)> Hashes(string text)
    {
        var hash = 0UL;
        for (var end = 1; end <= text.Length; end++)
        {
            unchecked
            {
                hash = (hash * Base) + text[end - 1] - (end > Size ? Leaving * text[end - 1 - Size] : 0);
            }

            if (end >= Size)
            {
                yield return (end, hash);
            }
        }
    }
}
