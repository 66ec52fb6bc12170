using System.Net;

namespace Stevedore.Registries.Distribution;

/// <summary>What is sent, and tells whenever a piece of it has gone out.</summary>
internal sealed class WatchedContent : HttpContent
{
    private readonly HttpContent content;
    private readonly Action progressed;
    private readonly Action ended;

    /// <param name="progressed">A piece has gone out.</param>
    /// <param name="ended">All has.</param>
    public WatchedContent(HttpContent content, Action progressed, Action ended)
    {
        (this.content, this.progressed, this.ended) = (content, progressed, ended);
        foreach (var (name, values) in content.Headers)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await content.CopyToAsync(new WatchedStream(stream, progressed), context, cancellationToken);
        ended();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = content.Headers.ContentLength ?? 0;
        return content.Headers.ContentLength is not null;
    }
}
