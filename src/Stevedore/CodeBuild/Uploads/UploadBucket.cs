using System.Collections.Concurrent;
using Amazon.CodeBuild;
using Amazon.CodeBuild.Model;
using Amazon.S3;
using Amazon.S3.Model;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Stevedore.CodeBuild.Following;
using Stevedore.Shipping;

namespace Stevedore.CodeBuild.Uploads;

/// <summary>The bucket that a working tree is sent to, and that artifacts come back from.</summary>
internal sealed class UploadBucket(
    IAwsClients aws,
    string region,
    string? role,
    string name,
    TimeProvider clock,
    Action<string> tell,
    Action<string> warn
) : IDisposable
{
    /// <summary>What is below it is meant to expire.</summary>
    public const string Prefix = "stevedore-uploads/";

    // S3 takes no smaller ones, and at most 10,000.
    private const int PartSize = 8 * 1024 * 1024;
    private const int RangeSize = 8 * 1024 * 1024;

    private static readonly TimeSpan LongestCut = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private readonly IAmazonS3 s3 = aws.Create<AmazonS3Config, IAmazonS3>(
        region,
        role,
        (credentials, to) => new AmazonS3Client(credentials, to)
    );

    private readonly Patience patience = new(clock, LongestCut, "It is asked again.", warn);

    private readonly ConcurrentDictionary<string, string?> left = new(StringComparer.Ordinal);
    private (string Key, string Upload)? under;

    private string What => $"Cannot upload to the bucket '{name}'";

    /// <summary>Sees that what is sent there can be built from.</summary>
    /// <exception cref="StevedoreException">It cannot.</exception>
    public async Task Check(CancellationToken cancellation)
    {
        var location = await Ask(
            What,
            "s3:GetBucketLocation",
            isObject: false,
            token => s3.GetBucketLocationAsync(new GetBucketLocationRequest { BucketName = name }, token),
            cancellation
        );
        // The first region has no name there.
        var its = location.Location?.Value switch
        {
            null or "" => "us-east-1",
            "EU" => "eu-west-1",
            var said => said,
        };
        if (its != region)
        {
            throw new StevedoreException(
                What,
                $"it is in {OutsideText.Line(its, 40)}, and the project is in {region}: CodeBuild takes its source from the same region",
                "Name a bucket of that region with --bucket."
            );
        }

        var versioning = await Ask(
            What,
            "s3:GetBucketVersioning",
            isObject: false,
            token => s3.GetBucketVersioningAsync(new GetBucketVersioningRequest { BucketName = name }, token),
            cancellation
        );
        if (versioning.VersioningConfig?.Status != VersionStatus.Enabled)
        {
            throw new StevedoreException(
                What,
                "it is not versioned, so that a build could get what somebody else has put there meanwhile",
                $"`aws s3api put-bucket-versioning --bucket {name} --versioning-configuration Status=Enabled`, or name another with --bucket."
            );
        }

        await CheckExpiry(cancellation);
    }

    /// <summary>Sends an object in parts, as it is written.</summary>
    /// <param name="write">Writes it, on another thread.</param>
    /// <param name="progress">How far it is, in words; told now and then with what was sent.</param>
    /// <returns>Its version.</returns>
    /// <exception cref="StevedoreException">It cannot be written or sent; nothing is left of it.</exception>
    public async Task<UploadedObject> Send(string key, Action<Stream> write, Func<string> progress, CancellationToken cancellation)
    {
        var begun = await Ask(
            What,
            "s3:PutObject",
            isObject: true,
            token => s3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = name, Key = key }, token),
            cancellation
        );
        under = (key, begun.UploadId);
        var sent = await SendParts(key, begun.UploadId, write, progress, cancellation);
        under = null;
        left[key] = sent.Version;
        return sent;
    }

    /// <summary>What a build is told to take for its source.</summary>
    public ProjectSource Source(UploadedObject sent) => new() { Type = SourceType.S3, Location = $"{name}/{sent.Key}" };

    /// <summary>Leaves what was sent to a build that nobody waits for.</summary>
    public void Forget() => left.Clear();

    /// <summary>Deletes what was sent and what has come back. What cannot be deleted expires, and is said.</summary>
    public async Task Leave()
    {
        if (under is var (key, upload))
        {
            under = null;
            await Abandon(key, upload);
        }

        foreach (var known in left.Keys.ToArray())
        {
            if (left.TryRemove(known, out var version))
            {
                await Delete(known, version);
            }
        }
    }

    private async Task Delete(string key, string? version)
    {
        try
        {
            await Ask(
                $"Cannot delete {key} from the bucket '{name}'",
                "s3:DeleteObjectVersion",
                isObject: true,
                token =>
                    s3.DeleteObjectAsync(
                        new DeleteObjectRequest
                        {
                            BucketName = name,
                            Key = key,
                            VersionId = version,
                        },
                        token
                    ),
                CancellationToken.None
            );
        }
        catch (StevedoreException fault)
        {
            warn($"{fault.What}: {fault.Why}. {fault.Fix}");
        }
    }

    /// <summary>Fetches an object piece by piece.</summary>
    /// <returns>Its version; null where there is no such object.</returns>
    public async Task<UploadedObject?> Fetch(string key, Stream to, CancellationToken cancellation)
    {
        string? version = null;
        for (var position = 0L; ; )
        {
            try
            {
                var from = position;
                using var answer = await Ask(
                    $"Cannot fetch {key} from the bucket '{name}'",
                    "s3:GetObject",
                    isObject: true,
                    token =>
                        s3.GetObjectAsync(
                            new GetObjectRequest
                            {
                                BucketName = name,
                                Key = key,
                                VersionId = version,
                                ByteRange = new(from, from + RangeSize - 1),
                            },
                            token
                        ),
                    cancellation
                );
                version ??= answer.VersionId;
                left[key] = version;
                await answer.ResponseStream.CopyToAsync(to, cancellation);
                position += answer.ContentLength;
                var whole =
                    answer.ContentRange?.Split('/') is [_, var text]
                    && long.TryParse(
                        text,
                        System.Globalization.NumberStyles.None,
                        System.Globalization.CultureInfo.InvariantCulture,
                        out var all
                    )
                        ? all
                        : position;
                if (position >= whole || answer.ContentLength == 0)
                {
                    return new(key, version);
                }
            }
            catch (StevedoreException fault)
                when (fault.InnerException is AmazonS3Exception { ErrorCode: "NoSuchKey" or "NotFound" } && position == 0)
            {
                return null;
            }
            catch (StevedoreException fault) when (fault.InnerException is AmazonS3Exception { ErrorCode: "InvalidRange" })
            {
                return new(key, version);
            }
        }
    }

    public void Dispose() => s3.Dispose();

    private async Task<UploadedObject> SendParts(
        string key,
        string upload,
        Action<Stream> write,
        Func<string> progress,
        CancellationToken cancellation
    )
    {
        ConcurrentBag<PartETag> parts = [];
        var sent = 0L;
        var told = clock.GetTimestamp();
        await using (
            PartStream stream = new(
                PartSize,
                async (number, content) =>
                {
                    var answer = await Ask(
                        What,
                        "s3:PutObject",
                        isObject: true,
                        token =>
                        {
                            content.Position = 0;
                            return s3.UploadPartAsync(
                                new UploadPartRequest
                                {
                                    BucketName = name,
                                    Key = key,
                                    UploadId = upload,
                                    PartNumber = number,
                                    PartSize = content.Length,
                                    // A part is signed as a whole: not every store of objects takes it in chunks.
                                    UseChunkEncoding = false,
                                    // The SDK closes what it has sent, and it may have to be sent again.
                                    InputStream = new MemoryStream(content.GetBuffer(), 0, (int)content.Length, writable: false),
                                },
                                token
                            );
                        },
                        cancellation
                    );
                    parts.Add(new(number, answer.ETag));
                    Interlocked.Add(ref sent, content.Length);
                    if (clock.GetElapsedTime(told) >= Between)
                    {
                        told = clock.GetTimestamp();
                        tell($"{progress()}, {ShipSummary.Size(Interlocked.Read(ref sent))} sent");
                    }
                }
            )
        )
        {
            await Task.Run(() => write(stream), cancellation);
            await stream.Finish();
        }

        var whole = await Ask(
            What,
            "s3:PutObject",
            isObject: true,
            token =>
                s3.CompleteMultipartUploadAsync(
                    new CompleteMultipartUploadRequest
                    {
                        BucketName = name,
                        Key = key,
                        UploadId = upload,
                        PartETags = [.. parts.OrderBy(part => part.PartNumber)],
                    },
                    token
                ),
            cancellation
        );
        tell($"{progress()}, {ShipSummary.Size(sent)} sent.");
        return whole.VersionId is { Length: > 0 } version
            ? new(key, version)
            : throw new StevedoreException(What, "S3 gave what was sent no version", "Enable its versioning, or name another bucket.");
    }

    private async Task Abandon(string key, string upload)
    {
        try
        {
            await s3.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest
                {
                    BucketName = name,
                    Key = key,
                    UploadId = upload,
                },
                CancellationToken.None
            );
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            // What is left of it expires with the prefix.
        }
    }

    private async Task CheckExpiry(CancellationToken cancellation)
    {
        try
        {
            var rules = await s3.GetLifecycleConfigurationAsync(new GetLifecycleConfigurationRequest { BucketName = name }, cancellation);
            if ((rules.Configuration?.Rules ?? []).Exists(Expires))
            {
                return;
            }
        }
        catch (AmazonS3Exception cause) when (cause.ErrorCode == "NoSuchLifecycleConfiguration")
        {
            // Nothing there expires.
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            // Who may not look is told nothing: what is sent is deleted anyway.
            return;
        }

        warn(
            $"Nothing below {Prefix} of the bucket '{name}' expires: what a run leaves that is killed stays. Add a lifecycle rule for that prefix that expires objects, their earlier versions and incomplete uploads after a day."
        );
    }

    private static bool Expires(LifecycleRule rule) =>
        rule.Status == LifecycleRuleStatus.Enabled
        && (rule.Expiration is not null || rule.NoncurrentVersionExpiration is not null)
        && (
            rule.Filter?.LifecycleFilterPredicate is not LifecyclePrefixPredicate prefix
            || Prefix.StartsWith(prefix.Prefix ?? "", StringComparison.Ordinal)
        );

    private Task<T> Ask<T>(
        string what,
        string action,
        bool isObject,
        Func<CancellationToken, Task<T>> call,
        CancellationToken cancellation
    ) =>
        patience.Ask(
            async token =>
            {
                try
                {
                    return await call(token);
                }
                catch (AmazonS3Exception cause) when (cause.ErrorCode == "NoSuchBucket" || (!isObject && cause.ErrorCode == "NotFound"))
                {
                    throw new StevedoreException(what, "there is no such bucket", "Correct --bucket.", cause);
                }
                catch (AmazonS3Exception cause)
                    when (cause.ErrorCode is "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException")
                {
                    throw new StevedoreException(
                        what,
                        $"it is in another region than the project, which is in {region}",
                        "Name a bucket of that region with --bucket.",
                        cause
                    );
                }
                catch (AmazonS3Exception cause)
                    when (cause.ErrorCode is "KMS.DisabledException" or "KMS.NotFoundException" or "KMS.KMSInvalidStateException")
                {
                    throw new StevedoreException(
                        what,
                        $"the key that it is encrypted with cannot be used: {OutsideText.Line(cause.Message).TrimEnd('.')}",
                        "Enable the key, or name another bucket with --bucket.",
                        cause
                    );
                }
                catch (Exception cause) when (AwsFaults.IsFromAws(cause))
                {
                    var permission = isObject ? CodeBuildPermissions.Upload : CodeBuildPermissions.LookUpBucket;
                    throw AwsFaults.From(cause, what, permission.On(new(region, null, name)).For(action));
                }
            },
            cancellation
        );
}

/// <summary>An object in a bucket.</summary>
/// <param name="Version">Null where it has none.</param>
internal sealed record UploadedObject(string Key, string? Version);
