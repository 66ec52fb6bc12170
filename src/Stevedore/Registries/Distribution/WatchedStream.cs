namespace Stevedore.Registries.Distribution;

/// <summary>A stream that tells of each piece that is written, and waits for each that is read only so long.</summary>
/// <param name="progressed">A piece was written.</param>
/// <param name="clock">Measures the waiting for what is read; null where nothing is.</param>
/// <param name="longest">How long reading all of it may take; null for as long as it goes on.</param>
internal sealed class WatchedStream(Stream stream, Action progressed, TimeProvider? clock = null, TimeSpan? longest = null) : Stream
{
    private static readonly string Silent = Invariant($"nothing came for {StallLimit.Longest.TotalSeconds:0} s");

    private readonly long begun = clock?.GetTimestamp() ?? 0;

    /// <inheritdoc/>
    public override bool CanRead => clock is not null;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => clock is null;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

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
        return await stall.Watch(token => stream.ReadAsync(buffer, token).AsTask());
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Answers are read as they come.");

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await stream.WriteAsync(buffer, cancellationToken);
        progressed();
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("What is sent is written as it goes.");

    /// <inheritdoc/>
    public override void Flush() => stream.Flush();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => stream.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && clock is not null)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }

    // How long the next piece is waited for, and what has happened when that is over.
    private (TimeSpan Wait, string Why) Wait() =>
        longest is { } limit && limit - clock!.GetElapsedTime(begun) is var left && left < StallLimit.Longest
            ? (left, Invariant($"its answer had not ended after {limit.TotalSeconds:0} s"))
            : (StallLimit.Longest, Silent);
}
