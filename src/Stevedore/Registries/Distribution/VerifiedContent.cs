using System.Security.Cryptography;

namespace Stevedore.Registries.Distribution;

/// <summary>A blob as it comes. Its last bytes are handed on only when all of them are those that its digest is of.</summary>
/// <remarks>Whoever it is handed to therefore never has the whole of another blob.</remarks>
internal sealed class VerifiedContent(Stream content, Descriptor blob, string what, string host) : Stream
{
    private readonly IncrementalHash hash = blob.Digest.Begin();
    private bool isVerified;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <exception cref="RegistryException">The bytes are others, or do not come.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (isVerified || buffer.IsEmpty)
        {
            return 0;
        }

        var read = await Next(buffer, cancellationToken);
        Position += read;
        hash.AppendData(buffer.Span[..read]);
        if (Position > blob.Size || (Position == blob.Size && await Next(new byte[1], cancellationToken) > 0))
        {
            throw RegistryLies.Longer(what, host, blob.Size);
        }

        if (read == 0 && Position < blob.Size)
        {
            throw RegistryLies.OtherLength(what, host, blob.Size, Position);
        }

        if (Position == blob.Size)
        {
            var actual = blob.Digest.End(hash);
            isVerified = actual == blob.Digest ? true : throw RegistryLies.OtherBytes(what, host, actual);
        }

        return read;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Layers are read as they come.");

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private ValueTask<int> Next(Memory<byte> buffer, CancellationToken cancellation) =>
        new(RegistryBody.Read(token => content.ReadAsync(buffer, token).AsTask(), what, cancellation));
}
