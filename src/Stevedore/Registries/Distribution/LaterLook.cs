namespace Stevedore.Registries.Distribution;

/// <summary>Looks again at what a registry accepted: its replicas and its storage may show it some seconds later.</summary>
internal static class LaterLook
{
    private static readonly ImmutableArray<TimeSpan> Waits = [.. new[] { 1, 2, 4, 8 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    /// <summary>What is found at last; null for nothing.</summary>
    /// <param name="clock">Measures the waiting.</param>
    /// <param name="look">Told whether it looks for the last time; null where it finds nothing.</param>
    public static async Task<T?> Until<T>(TimeProvider clock, Func<bool, Task<T?>> look, CancellationToken cancellation)
        where T : class
    {
        foreach (var wait in Waits)
        {
            if (await look(false) is { } found)
            {
                return found;
            }

            await Task.Delay(wait, clock, cancellation);
        }

        return await look(true);
    }
}
