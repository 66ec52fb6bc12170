using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Resources;

/// <summary>A bucket for artifacts alone.</summary>
internal static class ArtifactBucket
{
    private const int Days = 30;

    /// <param name="key">The ARN of its key; null for its own encryption.</param>
    public static TemplateMap Resource(StackTemplate template, string? key) =>
        new()
        {
            { "Type", "AWS::S3::Bucket" },
            {
                "DeletionPolicy",
                "RetainExceptOnCreate",
                "A bucket that is not empty cannot be deleted, and would hold up the stack's end."
            },
            { "UpdateReplacePolicy", "Retain" },
            {
                "Properties",
                new TemplateMap
                {
                    {
                        "BucketEncryption",
                        new TemplateMap
                        {
                            {
                                "ServerSideEncryptionConfiguration",
                                new TemplateList(
                                    new TemplateMap
                                    {
                                        {
                                            "ServerSideEncryptionByDefault",
                                            new TemplateMap
                                            {
                                                { "SSEAlgorithm", key is null ? "AES256" : "aws:kms" },
                                                { "KMSMasterKeyID", key is null ? null : Intrinsic.Sub(key) },
                                            }
                                        },
                                        { "BucketKeyEnabled", key is null ? null : (TemplateNode)true },
                                    }
                                )
                            },
                        }
                    },
                    {
                        "PublicAccessBlockConfiguration",
                        new TemplateMap
                        {
                            { "BlockPublicAcls", true },
                            { "BlockPublicPolicy", true },
                            { "IgnorePublicAcls", true },
                            { "RestrictPublicBuckets", true },
                        }
                    },
                    {
                        "OwnershipControls",
                        new TemplateMap { { "Rules", new TemplateList(new TemplateMap { { "ObjectOwnership", "BucketOwnerEnforced" } }) } }
                    },
                    {
                        "VersioningConfiguration",
                        new TemplateMap { { "Status", "Enabled" } }
                    },
                    {
                        "LifecycleConfiguration",
                        new TemplateMap
                        {
                            {
                                "Rules",
                                new TemplateList(
                                    new TemplateMap
                                    {
                                        {
                                            "Id",
                                            "Artifacts",
                                            "A stage that is tried again needs them, and nothing else: images are in their registry."
                                        },
                                        { "Status", "Enabled" },
                                        { "ExpirationInDays", Days },
                                        {
                                            "NoncurrentVersionExpiration",
                                            new TemplateMap { { "NoncurrentDays", Days } }
                                        },
                                        {
                                            "AbortIncompleteMultipartUpload",
                                            new TemplateMap { { "DaysAfterInitiation", 1 } }
                                        },
                                    }
                                )
                            },
                        }
                    },
                    { "Tags", template.TagList },
                }
            },
        };
}
