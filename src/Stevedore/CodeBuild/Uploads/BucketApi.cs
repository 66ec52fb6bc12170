using Amazon.S3;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Stevedore.CodeBuild.Following;

namespace Stevedore.CodeBuild.Uploads;

/// <summary>What S3 is asked of one bucket. Every fault says what was being done, and what would allow it.</summary>
/// <param name="owner">The account that the bucket has to be of; null where nothing says it.</param>
internal sealed class BucketApi(
    IAwsClients aws,
    string region,
    string? role,
    string name,
    string? owner,
    TimeProvider clock,
    Action<string> warn
)
{
    private static readonly TimeSpan LongestCut = TimeSpan.FromMinutes(10);

    private readonly Patience patience = new(clock, LongestCut, "It is asked again.", warn);

    public IAmazonS3 S3 { get; } =
        aws.Create<AmazonS3Config, IAmazonS3>(region, role, (credentials, to) => new AmazonS3Client(credentials, to));

    public string Name => name;

    public string Region => region;

    public string? Owner => owner;

    /// <summary>What is said of an upload that is not possible.</summary>
    public string NoUpload => $"Cannot upload to the bucket '{name}'";

    /// <param name="action">What has to be allowed for it.</param>
    /// <param name="isObject">Whether it is about an object, and not about the bucket.</param>
    /// <param name="call">Is asked again where a connection is cut, also while it reads an answer.</param>
    /// <exception cref="StevedoreException">It is not possible, or S3 has not answered for too long.</exception>
    public Task<T> Ask<T>(
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
                    throw Fault(cause, what, action, isObject);
                }
            },
            cancellation
        );

    private StevedoreException Fault(Exception cause, string what, string action, bool isObject)
    {
        var permission = isObject ? CodeBuildPermissions.Upload : CodeBuildPermissions.LookUpBucket;
        var fault = AwsFaults.From(cause, what, permission.On(new(region, null, name)).For(action));
        // S3 answers the same where the bucket is somebody else's.
        return !isObject && owner is not null && AwsFaults.IsDenied(cause)
            ? new(what, $"{fault.Why}, or the bucket is not of the project's account {owner}", fault.Fix, cause)
            : fault;
    }
}

/// <summary>An object in a bucket.</summary>
/// <param name="Version">Null where it has none.</param>
internal sealed record UploadedObject(string Key, string? Version);
