namespace Stevedore.Registries.Distribution;

/// <summary>A connection to a registry that, ended before its first answer, is told as what .NET does not try again by itself.</summary>
/// <remarks>
/// .NET sends such a request, where it has no content, at once three times more, under each of the attempts of
/// <see cref="RegistryRetries"/>, which waits in between. One that has answered before may have been idle for too long: that .NET takes another one then is right.
/// </remarks>
internal sealed class FreshConnection(Stream stream) : Stream
{
    private bool hasAnswered;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="HttpRequestException">It ended before anything came.</exception>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        // A read of nothing waits for what comes, and takes none of it.
        hasAnswered || buffer.IsEmpty
            ? stream.ReadAsync(buffer, cancellationToken)
            : ReadFirst(buffer, cancellationToken);

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => stream.Read(buffer, offset, count);

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        stream.WriteAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        stream.WriteAsync(buffer, offset, count, cancellationToken);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => stream.Write(buffer, offset, count);

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
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadFirst(Memory<byte> buffer, CancellationToken cancellation)
    {
        var read = await stream.ReadAsync(buffer, cancellation);
        hasAnswered = read > 0;
        return hasAnswered
            ? read
            : throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection ended before an answer began.");
    }
}
