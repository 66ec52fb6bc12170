using Amazon.Runtime;
using Stevedore.Aws;

namespace Stevedore.CodeBuild.Following;

/// <summary>Reads one stream from its beginning, each event once: where it was is kept, whatever becomes of a request.</summary>
/// <param name="read">Reads a page; null where the stream is not there yet.</param>
internal sealed class LogReader(Func<LogPart, Task<LogPage?>> read)
{
    private const int MostAtOnce = 10_000;

    // Empty pages may stand before more events.
    private const int MostEmpty = 20;

    private string? position;
    private long total;
    private long known;

    /// <summary>Whether the stream has ever been there.</summary>
    public bool IsThere { get; private set; }

    /// <summary>What has come since the last call.</summary>
    public async IAsyncEnumerable<ImmutableArray<string>> Read()
    {
        for (var empty = 0; empty < MostEmpty && await Page() is { } page; )
        {
            IsThere = true;
            // A page that ends where it begins is read again from there.
            var isEnd = page.Next is null || page.Next == position;
            var fresh = page.Messages.Length > known ? page.Messages[(int)known..] : [];
            known = isEnd ? Math.Max(known, page.Messages.Length) : Math.Max(known - page.Messages.Length, 0);
            position = page.Next ?? position;
            total += fresh.Length;
            if (fresh.Length > 0)
            {
                yield return fresh;
            }

            empty = page.Messages.Length > 0 ? 0 : empty + 1;
            if (isEnd)
            {
                yield break;
            }
        }
    }

    private async Task<LogPage?> Page()
    {
        try
        {
            return await read(new(MostAtOnce, position, IsFromHead: true));
        }
        // A token lives for a day, in which this machine may have slept: what was read is passed over.
        catch (StevedoreException fault)
            when (position is not null && fault.InnerException is AmazonServiceException { ErrorCode: "InvalidParameterException" })
        {
            (position, known) = (null, total);
            return await read(new(MostAtOnce, position, IsFromHead: true));
        }
    }
}
