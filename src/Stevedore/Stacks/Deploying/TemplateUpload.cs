using System.Text;
using Amazon.S3;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;

namespace Stevedore.Stacks.Deploying;

/// <summary>Gives CloudFormation a template that is too long for a request.</summary>
internal sealed class TemplateUpload(StackRun run)
{
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    private const int MostInRequest = 51_200;

    /// <summary>Sees that it can be given.</summary>
    /// <exception cref="StevedoreException">It is too long, and there is no bucket for it.</exception>
    public static void Check(StackTarget target)
    {
        if (IsLong(target, out var bytes) && target.Bucket is null)
        {
            throw new StevedoreException(
                $"Cannot deploy {target}",
                Invariant($"{target.Path} has {bytes} bytes, and CloudFormation takes {MostInRequest} in a request"),
                $"Name a bucket of {target.Region} in pipelines.{target.Pipeline}.bucket, which it is then deployed from, or make two pipelines of it."
            );
        }
    }

    /// <summary>The template itself, or where it was put.</summary>
    /// <param name="changeSet">The name of what it is given for, so that another run's is another's.</param>
    /// <exception cref="StevedoreException">It cannot be put there.</exception>
    public async Task<(string? Body, string? Url)> Give(StackTarget target, string changeSet)
    {
        if (!IsLong(target, out _))
        {
            return (target.Template, null);
        }

        var (bucket, key) = (target.Bucket!, Key(target, changeSet));
        using var s3 = Client(target);
        try
        {
            _ = await s3.PutObjectAsync(
                new()
                {
                    BucketName = bucket,
                    Key = key,
                    ContentBody = target.Template,
                    ExpectedBucketOwner = target.Account,
                },
                run.Cancellation
            );
        }
        catch (AmazonS3Exception cause) when (cause.ErrorCode == "NoSuchBucket")
        {
            throw new StevedoreException(
                $"Cannot upload the template of {target}",
                $"there is no bucket '{bucket}'",
                $"Correct pipelines.{target.Pipeline}.bucket.",
                cause
            );
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw Fault(cause, target, "upload", "s3:PutObject");
        }

        return (
            null,
            $"https://{bucket}.s3.{target.Region}.{Amazon.RegionEndpoint.GetBySystemName(target.Region).PartitionDnsSuffix}/{key}"
        );
    }

    /// <summary>Takes away what was put there, once CloudFormation has read it. What cannot be taken away is said.</summary>
    public async Task Remove(StackTarget target, string changeSet, CancellationToken cancellation)
    {
        if (!IsLong(target, out _))
        {
            return;
        }

        using var s3 = Client(target);
        try
        {
            _ = await s3.DeleteObjectAsync(
                new()
                {
                    BucketName = target.Bucket,
                    Key = Key(target, changeSet),
                    ExpectedBucketOwner = target.Account,
                },
                cancellation
            );
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            var fault = Fault(cause, target, "delete", "s3:DeleteObject");
            run.Warn($"{fault.What}: {fault.Why}. {fault.Fix}");
        }
    }

    private static bool IsLong(StackTarget target, out int bytes) => (bytes = Encoding.UTF8.GetByteCount(target.Template)) > MostInRequest;

    private static string Key(StackTarget target, string changeSet) => $"stevedore-templates/{target.Name}/{changeSet}.yml";

    private static StevedoreException Fault(Exception cause, StackTarget target, string verb, string action) =>
        AwsFaults.From(
            cause,
            $"Cannot {verb} the template of {target} in the bucket '{target.Bucket}'",
            CloudFormationPermissions.Upload.On(new(target.Region, null, target.Bucket)).For(action)
        );

    private IAmazonS3 Client(StackTarget target) =>
        run.Aws.Create<AmazonS3Config, IAmazonS3>(target.Region, target.Role, (credentials, to) => new AmazonS3Client(credentials, to));
}
