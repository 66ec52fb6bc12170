using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.S3.Model;
using Stevedore.Aws;
using Stevedore.Shipping;

namespace Stevedore.CodeBuild.Uploads;

/// <summary>An object that is sent in parts, as it is written.</summary>
internal sealed class MultipartUpload(BucketApi api, string key, TimeProvider clock, Action<string> tell)
{
    // S3 takes no smaller ones, and at most 10,000.
    private const int PartSize = 8 * 1024 * 1024;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private volatile Task<UploadedObject>? sending;
    private volatile string? upload;

    /// <param name="write">Writes it, on another thread.</param>
    /// <param name="progress">How far it is, in words; told now and then with what was sent.</param>
    /// <returns>Its version.</returns>
    /// <exception cref="StevedoreException">It cannot be written or sent.</exception>
    public Task<UploadedObject> Send(Action<Stream> write, Func<string> progress, CancellationToken cancellation) =>
        sending = SendWhole(write, progress, cancellation);

    /// <summary>Gives up what is not whole.</summary>
    /// <param name="limit">How long anybody waits for it.</param>
    /// <returns>The object, where it is whole; null for nothing.</returns>
    /// <exception cref="StevedoreException">What was sent of it stays.</exception>
    /// <exception cref="OperationCanceledException">It stays, since nobody waits any longer.</exception>
    public async Task<UploadedObject?> End(CancellationToken limit)
    {
        if (sending is { } whole)
        {
            // What is under way would come after its end, and stay.
            await ((Task)whole).WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (whole.IsCompletedSuccessfully)
            {
                return await whole;
            }
        }

        if (upload is { } begun)
        {
            upload = null;
            await Abort(begun, limit);
        }

        return null;
    }

    private async Task Abort(string begun, CancellationToken limit)
    {
        try
        {
            await api.Ask(
                $"Cannot abort the upload of {key} to the bucket '{api.Name}'",
                "s3:AbortMultipartUpload",
                isObject: true,
                token =>
                    api.S3.AbortMultipartUploadAsync(
                        new AbortMultipartUploadRequest
                        {
                            BucketName = api.Name,
                            ExpectedBucketOwner = api.Owner,
                            Key = key,
                            UploadId = begun,
                        },
                        token
                    ),
                limit
            );
        }
        catch (StevedoreException fault) when (fault.InnerException is AmazonS3Exception { ErrorCode: "NoSuchUpload" })
        {
            // Nothing is left of it.
        }
    }

    private async Task<UploadedObject> SendWhole(Action<Stream> write, Func<string> progress, CancellationToken cancellation)
    {
        var begun = await api.Ask(
            api.NoUpload,
            "s3:PutObject",
            isObject: true,
            token =>
                api.S3.InitiateMultipartUploadAsync(
                    new InitiateMultipartUploadRequest
                    {
                        BucketName = api.Name,
                        ExpectedBucketOwner = api.Owner,
                        Key = key,
                    },
                    token
                ),
            cancellation
        );
        upload = begun.UploadId;
        var (parts, sent) = await SendParts(begun.UploadId, write, progress, cancellation);
        var whole = await api.Ask(
            api.NoUpload,
            "s3:PutObject",
            isObject: true,
            token =>
                api.S3.CompleteMultipartUploadAsync(
                    new CompleteMultipartUploadRequest
                    {
                        BucketName = api.Name,
                        ExpectedBucketOwner = api.Owner,
                        Key = key,
                        UploadId = begun.UploadId,
                        PartETags = [.. parts.OrderBy(part => part.PartNumber)],
                    },
                    token
                ),
            cancellation
        );
        upload = null;
        tell($"{progress()}, {ShipSummary.Size(sent)} sent.");
        return whole.VersionId is { Length: > 0 } version
            ? new(key, version)
            : throw new StevedoreException(
                api.NoUpload,
                "S3 gave what was sent no version",
                "Enable its versioning, or name another bucket."
            );
    }

    private async Task<(IEnumerable<PartETag> Parts, long Sent)> SendParts(
        string begun,
        Action<Stream> write,
        Func<string> progress,
        CancellationToken cancellation
    )
    {
        ConcurrentBag<PartETag> parts = [];
        var sent = 0L;
        var told = clock.GetTimestamp();
        using var underWay = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using PartStream stream = new(
            PartSize,
            async (number, content) =>
            {
                parts.Add(new(number, await SendPart(begun, number, content, underWay.Token)));
                Interlocked.Add(ref sent, content.Length);
                if (clock.GetElapsedTime(told) >= Between)
                {
                    told = clock.GetTimestamp();
                    tell($"{progress()}, {ShipSummary.Size(Interlocked.Read(ref sent))} sent");
                }
            }
        );
        try
        {
            await Task.Run(() => write(stream), cancellation);
            await stream.Finish();
        }
        catch
        {
            await underWay.CancelAsync();
            throw;
        }

        return (parts, sent);
    }

    private async Task<string> SendPart(string begun, int number, MemoryStream content, CancellationToken cancellation) =>
        (
            await api.Ask(
                api.NoUpload,
                "s3:PutObject",
                isObject: true,
                token =>
                    api.S3.UploadPartAsync(
                        new UploadPartRequest
                        {
                            BucketName = api.Name,
                            ExpectedBucketOwner = api.Owner,
                            Key = key,
                            UploadId = begun,
                            PartNumber = number,
                            PartSize = content.Length,
                            // A part is signed as a whole: not every store of objects takes it in chunks.
                            UseChunkEncoding = false,
                            // The SDK closes what it has sent, and it may have to be sent again.
                            InputStream = new MemoryStream(content.GetBuffer(), 0, (int)content.Length, writable: false),
                        },
                        token
                    ),
                cancellation
            )
        ).ETag;
}
