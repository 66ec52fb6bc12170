using Amazon.S3;
using Amazon.S3.Model;
using Stevedore.Aws;

namespace Stevedore.CodeBuild.Uploads;

/// <summary>Sees that what is sent to a bucket can be built from.</summary>
internal sealed class BucketCheck(BucketApi api, Action<string> warn)
{
    /// <exception cref="StevedoreException">It cannot.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        var location = await api.Ask(
            api.NoUpload,
            "s3:GetBucketLocation",
            isObject: false,
            token =>
                api.S3.GetBucketLocationAsync(
                    new GetBucketLocationRequest { BucketName = api.Name, ExpectedBucketOwner = api.Owner },
                    token
                ),
            cancellation
        );
        // The first region has no name there.
        var its = location.Location?.Value switch
        {
            null or "" => "us-east-1",
            "EU" => "eu-west-1",
            var said => said,
        };
        if (its != api.Region)
        {
            throw new StevedoreException(
                api.NoUpload,
                $"it is in {OutsideText.Line(its, 40)}, and the project is in {api.Region}: CodeBuild takes its source from the same region",
                "Name a bucket of that region with --bucket."
            );
        }

        var versioning = await api.Ask(
            api.NoUpload,
            "s3:GetBucketVersioning",
            isObject: false,
            token =>
                api.S3.GetBucketVersioningAsync(
                    new GetBucketVersioningRequest { BucketName = api.Name, ExpectedBucketOwner = api.Owner },
                    token
                ),
            cancellation
        );
        if (versioning.VersioningConfig?.Status != VersionStatus.Enabled)
        {
            throw new StevedoreException(
                api.NoUpload,
                "it is not versioned, so that a build could get what somebody else has put there meanwhile",
                $"`aws s3api put-bucket-versioning --bucket {api.Name} --versioning-configuration Status=Enabled`, or name another with --bucket."
            );
        }

        await CheckExpiry(cancellation);
    }

    private async Task CheckExpiry(CancellationToken cancellation)
    {
        try
        {
            var rules = await api.S3.GetLifecycleConfigurationAsync(
                new GetLifecycleConfigurationRequest { BucketName = api.Name, ExpectedBucketOwner = api.Owner },
                cancellation
            );
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
            $"Nothing below {UploadBucket.Prefix} of the bucket '{api.Name}' expires: what a run leaves that is killed stays. Add a lifecycle rule for that prefix that expires objects, their earlier versions and incomplete uploads after a day."
        );
    }

    private static bool Expires(LifecycleRule rule) =>
        rule.Status == LifecycleRuleStatus.Enabled
        && (rule.Expiration is not null || rule.NoncurrentVersionExpiration is not null)
        && (
            rule.Filter?.LifecycleFilterPredicate is not LifecyclePrefixPredicate prefix
            || UploadBucket.Prefix.StartsWith(prefix.Prefix ?? "", StringComparison.Ordinal)
        );
}
