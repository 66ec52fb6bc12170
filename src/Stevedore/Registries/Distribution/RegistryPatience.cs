namespace Stevedore.Registries.Distribution;

/// <summary>How long a registry is waited for.</summary>
internal static class RegistryPatience
{
    /// <summary>For the beginning of an answer, for all of one that is read at once, and for the next bytes of a layer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(100);

    /// <param name="what">What was not done in time: <c>the answer did not end</c>.</param>
    /// <exception cref="IOException">It took longer.</exception>
    public static async Task<T> Within<T>(
        TimeSpan patience,
        string what,
        Func<CancellationToken, Task<T>> wait,
        CancellationToken cancellation
    )
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(patience);
        try
        {
            return await wait(late.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // That it was cancelled is how it was ended, and not what happened.
        }

        throw new IOException(Invariant($"{what} within {patience.TotalSeconds:0} s"));
    }
}
