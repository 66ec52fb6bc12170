using System.Security.Cryptography;
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

    /// <summary>The template itself, or where it was put.</summary>
    /// <exception cref="StevedoreException">It is too long, and there is no bucket for it.</exception>
    public async Task<(string? Body, string? Url)> Give(StackTarget target)
    {
        var bytes = Encoding.UTF8.GetByteCount(target.Template);
        if (bytes <= MostInRequest)
        {
            return (target.Template, null);
        }

        if (target.Bucket is not { } bucket)
        {
            throw new StevedoreException(
                $"Cannot deploy {target}",
                Invariant($"{target.Path} has {bytes} bytes, and CloudFormation takes {MostInRequest} in a request"),
                $"Name a bucket of {target.Region} in pipelines.{target.Pipeline}.bucket, which it is then deployed from, or make two pipelines of it."
            );
        }

        var key =
            $"stevedore-templates/{target.Name}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target.Template)))[..16]}.yml";
        using var s3 = run.Aws.Create<AmazonS3Config, IAmazonS3>(
            target.Region,
            target.Role,
            (credentials, to) => new AmazonS3Client(credentials, to)
        );
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
            throw AwsFaults.From(
                cause,
                $"Cannot upload the template of {target} to the bucket '{bucket}'",
                CloudFormationPermissions.Upload.On(new(target.Region, null, bucket)).For("s3:PutObject")
            );
        }

        return (
            null,
            $"https://{bucket}.s3.{target.Region}.{Amazon.RegionEndpoint.GetBySystemName(target.Region).PartitionDnsSuffix}/{key}"
        );
    }
}
