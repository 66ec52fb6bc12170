using System.Collections.Concurrent;
using Amazon.CodeBuild;
using Amazon.CodeBuild.Model;
using Amazon.S3;
using Amazon.S3.Model;
using Stevedore.Aws;

namespace Stevedore.CodeBuild.Uploads;

/// <summary>The bucket that a working tree is sent to, and that artifacts come back from.</summary>
internal sealed class UploadBucket(BucketApi api, TimeProvider clock, Action<string> tell, Action<string> warn)
{
    /// <summary>What is below it is meant to expire.</summary>
    public const string Prefix = "stevedore-uploads/";

    private const int RangeSize = 8 * 1024 * 1024;

    // Whoever has cancelled waits for it.
    private static readonly TimeSpan UntilLeft = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, string?> left = new(StringComparer.Ordinal);
    private MultipartUpload? under;

    /// <summary>Sees that what is sent there can be built from.</summary>
    /// <exception cref="StevedoreException">It cannot.</exception>
    public Task Check(CancellationToken cancellation) => new BucketCheck(api, warn).Run(cancellation);

    /// <summary>Sends an object in parts, as it is written.</summary>
    /// <param name="write">Writes it, on another thread.</param>
    /// <param name="progress">How far it is, in words; told now and then with what was sent.</param>
    /// <returns>Its version.</returns>
    /// <exception cref="StevedoreException">It cannot be written or sent; nothing is left of it once the bucket is left.</exception>
    public async Task<UploadedObject> Send(string key, Action<Stream> write, Func<string> progress, CancellationToken cancellation)
    {
        MultipartUpload upload = new(api, key, clock, tell);
        under = upload;
        var sent = await upload.Send(write, progress, cancellation);
        left[key] = sent.Version;
        under = null;
        return sent;
    }

    /// <summary>What a build is told to take for its source.</summary>
    public ProjectSource Source(UploadedObject sent) => new() { Type = SourceType.S3, Location = $"{api.Name}/{sent.Key}" };

    /// <summary>Leaves what was sent to a build that nobody waits for.</summary>
    public void Forget() => left.Clear();

    /// <summary>Leaves an object there, to be fetched by hand.</summary>
    /// <returns>Where it is.</returns>
    public string Keep(string key)
    {
        left.TryRemove(key, out _);
        return $"s3://{api.Name}/{key}";
    }

    /// <summary>The same after Ctrl-C: for some seconds, or until the next.</summary>
    public void LeaveSoon(CancellationToken insistence)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(insistence);
        limit.CancelAfter(UntilLeft);
        Task.Run(() => Leave(limit.Token), CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Deletes what was sent and what has come back. What cannot be deleted expires, and is said.</summary>
    public async Task Leave(CancellationToken limit = default)
    {
        if (Interlocked.Exchange(ref under, null) is { } upload)
        {
            await Said(
                async () =>
                {
                    if (await upload.End(limit) is { } whole)
                    {
                        left[whole.Key] = whole.Version;
                    }
                },
                $"Cannot abort an upload to the bucket '{api.Name}'"
            );
        }

        foreach (var known in left.Keys.ToArray())
        {
            if (left.TryRemove(known, out var version))
            {
                var what = $"Cannot delete {known} from the bucket '{api.Name}'";
                await Said(() => Delete(known, version, what, limit), what);
            }
        }
    }

    private async Task Said(Func<Task> end, string what)
    {
        try
        {
            await end();
        }
        catch (StevedoreException fault)
        {
            warn($"{fault.What}: {fault.Why}. {fault.Fix}");
        }
        catch (OperationCanceledException)
        {
            warn($"{what}: nobody waited for it any longer. It stays until what is below {Prefix} expires.");
        }
    }

    private Task Delete(string key, string? version, string what, CancellationToken limit) =>
        api.Ask(
                what,
                "s3:DeleteObjectVersion",
                isObject: true,
                token =>
                    api.S3.DeleteObjectAsync(
                        new DeleteObjectRequest
                        {
                            BucketName = api.Name,
                            ExpectedBucketOwner = api.Owner,
                            Key = key,
                            VersionId = version,
                        },
                        token
                    ),
                limit
            )
            .WaitAsync(limit);

    /// <summary>Fetches an object piece by piece.</summary>
    /// <returns>Whether there is one. Who may not list a bucket is not told that there is none.</returns>
    /// <exception cref="StevedoreException">It cannot be fetched.</exception>
    public async Task<bool> Fetch(string key, Stream to, CancellationToken cancellation)
    {
        string? version = null;
        using MemoryStream piece = new();
        for (var position = 0L; ; position += piece.Length)
        {
            try
            {
                var from = position;
                version = await api.Ask(
                    $"Cannot fetch {key} from the bucket '{api.Name}'",
                    "s3:GetObject",
                    isObject: true,
                    token => FetchPiece(key, version, from, piece, token),
                    cancellation
                );
            }
            catch (StevedoreException fault)
                when (position == 0 && fault.InnerException is AmazonS3Exception { ErrorCode: "NoSuchKey" or "NotFound" })
            {
                return false;
            }
            catch (StevedoreException fault) when (position == 0 && fault.InnerException is { } cause && AwsFaults.IsDenied(cause))
            {
                warn($"The build has left no artifacts, or they may not be fetched: {fault.Why}. {fault.Fix}");
                return false;
            }
            catch (StevedoreException fault) when (fault.InnerException is AmazonS3Exception { ErrorCode: "InvalidRange" })
            {
                return true;
            }

            left[key] = version;
            piece.Position = 0;
            await piece.CopyToAsync(to, cancellation);
            if (piece.Length < RangeSize)
            {
                return true;
            }
        }
    }

    // Also what is cut while it is read is asked for again, from its beginning.
    private async Task<string?> FetchPiece(string key, string? version, long from, MemoryStream piece, CancellationToken cancellation)
    {
        piece.SetLength(0);
        using var answer = await api.S3.GetObjectAsync(
            new GetObjectRequest
            {
                BucketName = api.Name,
                ExpectedBucketOwner = api.Owner,
                Key = key,
                VersionId = version,
                ByteRange = new(from, from + RangeSize - 1),
            },
            cancellation
        );
        await answer.ResponseStream.CopyToAsync(piece, cancellation);
        return version ?? answer.VersionId;
    }
}
