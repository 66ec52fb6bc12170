namespace Stevedore.Registries.Distribution;

/// <summary>A wait that is over when nothing has happened for too long.</summary>
internal sealed class Stall : IDisposable
{
    private readonly CancellationTokenSource late;
    private readonly CancellationTokenSource either;
    private readonly CancellationToken cancellation;
    private string happened = "";

    public Stall(TimeProvider clock, CancellationToken cancellation)
    {
        this.cancellation = cancellation;
        late = new(Timeout.InfiniteTimeSpan, clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
    }

    /// <summary>Waits anew, for as long.</summary>
    /// <param name="why">What has happened when that is over.</param>
    public void Begin(TimeSpan longest, string why)
    {
        happened = why;
        late.CancelAfter(longest);
    }

    /// <exception cref="IOException">Nothing happened for too long.</exception>
    public async Task<T> Watch<T>(Func<CancellationToken, Task<T>> wait)
    {
        try
        {
            return await wait(either.Token);
        }
        catch (Exception cause) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // That it was cancelled is how it was ended, and not what happened.
            throw new StalledException(happened, cause);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        either.Dispose();
        late.Dispose();
    }
}

/// <summary>Nothing happened for too long.</summary>
internal sealed class StalledException(string message, Exception? cause = null) : IOException(message, cause);
