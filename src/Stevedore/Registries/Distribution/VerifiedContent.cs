using System.Security.Cryptography;

namespace Stevedore.Registries.Distribution;

/// <summary>A blob as it comes. Its last bytes are handed on only when all of them are those that its digest is of.</summary>
/// <remarks>Whoever it is handed to therefore never has the whole of another blob.</remarks>
internal sealed class VerifiedContent(Stream content, Descriptor blob, string what, string host) : DelegatingStream(content)
{
    private readonly IncrementalHash hash = blob.Digest.Begin();
    private long position;
    private bool isVerified;

    /// <exception cref="RegistryException">The bytes are others, or do not come.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (isVerified || buffer.IsEmpty)
        {
            return 0;
        }

        var read = await Next(buffer, cancellationToken);
        position += read;
        hash.AppendData(buffer.Span[..read]);
        if (position > blob.Size || (position == blob.Size && await Next(new byte[1], cancellationToken) > 0))
        {
            throw RegistryLies.Longer(what, host, blob.Size);
        }

        if (read == 0 && position < blob.Size)
        {
            throw RegistryLies.OtherLength(what, host, blob.Size, position);
        }

        if (position == blob.Size)
        {
            var actual = blob.Digest.End(hash);
            isVerified = actual == blob.Digest ? true : throw RegistryLies.OtherBytes(what, host, actual);
        }

        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private ValueTask<int> Next(Memory<byte> buffer, CancellationToken cancellation) =>
        new(RegistryBody.Read(token => base.ReadAsync(buffer, token).AsTask(), what, cancellation));
}
