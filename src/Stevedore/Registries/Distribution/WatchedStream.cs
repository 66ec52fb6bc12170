namespace Stevedore.Registries.Distribution;

/// <summary>A stream that tells of each piece that is written, and waits for each that is read only so long.</summary>
/// <param name="progressed">A piece was written.</param>
/// <param name="clock">Measures the waiting for what is read; null where nothing is.</param>
/// <param name="longest">How long reading all of it may take; null for as long as it goes on.</param>
internal sealed class WatchedStream(Stream stream, Action progressed, TimeProvider? clock = null, TimeSpan? longest = null)
    : DelegatingStream(stream)
{
    private static readonly string Silent = Invariant($"nothing came for {StallLimit.Longest.TotalSeconds:0} s");

    private readonly long begun = clock?.GetTimestamp() ?? 0;

    /// <exception cref="IOException">Nothing came for too long, or all of it takes too long.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var (wait, why) = Wait();
        if (wait <= TimeSpan.Zero)
        {
            throw new StalledException(why);
        }

        using var stall = new Stall(clock!, cancellationToken);
        stall.Begin(wait, why);
        return await stall.Watch(token => base.ReadAsync(buffer, token).AsTask());
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await base.WriteAsync(buffer, cancellationToken);
        progressed();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) =>
        // What is written to is the connection's, and is needed for the answer.
        base.Dispose(disposing && clock is not null);

    // How long the next piece is waited for, and what has happened when that is over.
    private (TimeSpan Wait, string Why) Wait() =>
        longest is { } limit && limit - clock!.GetElapsedTime(begun) is var left && left < StallLimit.Longest
            ? (left, Invariant($"its answer had not ended after {limit.TotalSeconds:0} s"))
            : (StallLimit.Longest, Silent);
}
