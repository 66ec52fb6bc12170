namespace Stevedore.Registries.Distribution;

/// <summary>A connection to a registry that, ended before its first answer, is told as what .NET does not try again by itself.</summary>
/// <remarks>
/// .NET sends such a request, where it has no content, at once three times more, under each of the attempts of <see cref="RegistryRetries"/>, which
/// waits in between. One that has answered before may have been idle for too long: that .NET takes another one then is right.
/// </remarks>
internal sealed class FreshConnection(Stream stream) : DelegatingStream(stream)
{
    private bool hasAnswered;

    /// <exception cref="HttpRequestException">It ended before anything came.</exception>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        // A read of nothing waits for what comes, and takes none of it.
        hasAnswered || buffer.IsEmpty
            ? base.ReadAsync(buffer, cancellationToken)
            : ReadFirst(buffer, cancellationToken);

    private async ValueTask<int> ReadFirst(Memory<byte> buffer, CancellationToken cancellation)
    {
        var read = await base.ReadAsync(buffer, cancellation);
        hasAnswered = read > 0;
        return hasAnswered
            ? read
            : throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection ended before an answer began.");
    }
}
