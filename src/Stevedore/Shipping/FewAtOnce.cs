namespace Stevedore.Shipping;

/// <summary>Does something for each of many, a few at a time: services limit how often they are asked.</summary>
internal static class FewAtOnce
{
    private const int Few = 8;

    /// <summary>The results, in the order of what they are of.</summary>
    public static async Task<TResult[]> Run<T, TResult>(IEnumerable<T> all, Func<T, Task<TResult>> action, CancellationToken cancellation)
    {
        using SemaphoreSlim free = new(Few);
        return await Task.WhenAll(
            all.Select(async one =>
            {
                await free.WaitAsync(cancellation);
                try
                {
                    return await action(one);
                }
                finally
                {
                    free.Release();
                }
            })
        );
    }
}
