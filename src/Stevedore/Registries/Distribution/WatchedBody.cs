using System.Net;

namespace Stevedore.Registries.Distribution;

/// <summary>The body of an answer, each piece of which is waited for only so long.</summary>
internal sealed class WatchedBody : HttpContent
{
    private readonly HttpContent content;
    private readonly TimeProvider clock;
    private TimeSpan? longest;

    public WatchedBody(HttpContent content, TimeProvider clock)
    {
        (this.content, this.clock) = (content, clock);
        foreach (var (name, values) in content.Headers)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    /// <summary>Lets all of it take no longer, from when it begins to be read.</summary>
    public void EndWithin(TimeSpan time) => longest = time;

    protected override async Task<Stream> CreateContentReadStreamAsync() =>
        new WatchedStream(await content.ReadAsStreamAsync(), progressed: () => { }, clock, longest);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new WatchedStream(await content.ReadAsStreamAsync(cancellationToken), progressed: () => { }, clock, longest);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var body = await CreateContentReadStreamAsync();
        await body.CopyToAsync(stream);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = content.Headers.ContentLength ?? 0;
        return content.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
