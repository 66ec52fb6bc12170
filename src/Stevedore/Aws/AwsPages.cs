namespace Stevedore.Aws;

/// <summary>Lists that AWS answers a page at a time.</summary>
internal static class AwsPages
{
    // Whoever answers with further pages for ever does not keep us.
    private const int Most = 50;

    /// <summary>All items, each page read when its first is wanted.</summary>
    /// <param name="read">Reads the page that a token names, null for the first: its items, null for none, and the token of the next, null at the end.</param>
    public static async IAsyncEnumerable<T> Of<T>(Func<string?, Task<(List<T>? Items, string? Next)>> read)
    {
        string? next = null;
        for (var page = 0; page == 0 || (next is { Length: > 0 } && page < Most); page++)
        {
            (var items, next) = await read(next);
            foreach (var item in items ?? [])
            {
                yield return item;
            }
        }
    }

    /// <summary>All items at once.</summary>
    public static async Task<ImmutableArray<T>> All<T>(Func<string?, Task<(List<T>? Items, string? Next)>> read)
    {
        var all = ImmutableArray.CreateBuilder<T>();
        await foreach (var item in Of(read))
        {
            all.Add(item);
        }

        return all.ToImmutable();
    }
}
