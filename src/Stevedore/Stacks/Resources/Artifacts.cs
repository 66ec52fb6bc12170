using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Resources;

/// <summary>The bucket in which the stages of a pipeline hand on what they make, and its key.</summary>
internal sealed class Artifacts
{
    private const int Days = 30;
    private readonly StackTemplate template;
    private readonly PipelinePlan plan;

    public Artifacts(StackTemplate template, PipelinePlan plan)
    {
        this.template = template;
        this.plan = plan;
        Location = plan.Settings.Bucket is { } bucket
            ? template.Parameter("ArtifactBucket", bucket, "A bucket that is there, for artifacts.")
            : Intrinsic.Ref("ArtifactBucket");
        var hasKey = plan.Settings.KmsKey is not null || plan.SharesArtifacts;
        Key = !hasKey ? null : plan.Settings.KmsKey ?? "${ArtifactKey.Arn}";
    }

    /// <summary>Its name.</summary>
    public TemplateNode Location { get; }

    /// <summary>The ARN of the key; null for the bucket's own encryption.</summary>
    public string? Key { get; }

    private static string Bucket => $"arn:{StackPlace.Partition}:s3:::${{ArtifactBucket}}";

    /// <summary>What reads and writes artifacts may do.</summary>
    /// <param name="step">The step that does it.</param>
    /// <param name="isWriter">Whether it hands something on.</param>
    /// <param name="asksVersioning">Whether it has to know that versions are kept.</param>
    public IEnumerable<Statement> Statements(string step, bool isWriter, bool asksVersioning = false)
    {
        yield return new(
            "Artifacts",
            step,
            ["s3:GetObject", "s3:GetObjectVersion", .. isWriter ? (string[])["s3:PutObject"] : []],
            [$"{Bucket}/*"]
        );
        yield return new(
            "ArtifactBucket",
            step,
            ["s3:GetBucketAcl", "s3:GetBucketLocation", .. asksVersioning ? (string[])["s3:GetBucketVersioning"] : []],
            [Bucket]
        );
        if (Key is { } key)
        {
            yield return new(
                "ArtifactKey",
                step,
                isWriter
                    ? ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
                    : ["kms:Decrypt", "kms:DescribeKey"],
                [key]
            );
        }
    }

    public void Add()
    {
        if (Key == "${ArtifactKey.Arn}")
        {
            template.Add(
                "ArtifactKey",
                KeyResource(),
                "Another account reads artifacts, and the key that S3 has by itself cannot be shared."
            );
        }

        if (plan.Settings.Bucket is null)
        {
            template.Add("ArtifactBucket", BucketResource());
            template.Add("ArtifactBucketPolicy", Policy());
        }
    }

    private TemplateMap BucketResource() =>
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
                                                { "SSEAlgorithm", Key is null ? "AES256" : "aws:kms" },
                                                { "KMSMasterKeyID", Key is null ? null : Intrinsic.Sub(Key) },
                                            }
                                        },
                                        { "BucketKeyEnabled", Key is null ? null : (TemplateNode)true },
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

    private TemplateMap Policy()
    {
        List<Statement> statements =
        [
            new("EncryptedConnectionsOnly", "handing on artifacts", ["s3:*"], [Bucket, $"{Bucket}/*"])
            {
                IsDeny = true,
                Principal = "*",
                Conditions = [new("Bool", "aws:SecureTransport", "false")],
            },
        ];
        if (Foreign() is { IsEmpty: false } foreign)
        {
            statements.Add(
                new("OtherAccounts", "handing on artifacts", ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"], [$"{Bucket}/*"])
                {
                    Principal = Roots(foreign),
                    Conditions = [new("ArnEquals", "aws:PrincipalArn", foreign)],
                }
            );
        }

        return new()
        {
            { "Type", "AWS::S3::BucketPolicy" },
            {
                "Properties",
                new TemplateMap { { "Bucket", Intrinsic.Ref("ArtifactBucket") }, { "PolicyDocument", StackRole.Document(statements) } }
            },
        };
    }

    private TemplateMap KeyResource()
    {
        var foreign = Foreign();
        return new()
        {
            { "Type", "AWS::KMS::Key" },
            {
                "Properties",
                new TemplateMap
                {
                    { "Description", $"Artifacts of the pipeline {plan.Name}" },
                    { "EnableKeyRotation", true },
                    {
                        "KeyPolicy",
                        StackRole.Document(
                            new[]
                            {
                                new Statement("ByPoliciesOfThisAccount", "handing on artifacts", ["kms:*"], ["*"])
                                {
                                    Principal = new TemplateMap
                                    {
                                        { "AWS", Intrinsic.Sub($"arn:{StackPlace.Partition}:iam::{StackPlace.OwnAccount}:root") },
                                    },
                                    Comment = "A key's policy means that key alone; which role may what stands in the roles.",
                                },
                            }.Concat(
                                foreign.IsEmpty
                                    ? []
                                    :
                                    [
                                        new Statement(
                                            "OtherAccounts",
                                            "handing on artifacts",
                                            ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
                                            ["*"]
                                        )
                                        {
                                            Principal = Roots(foreign),
                                            Conditions = [new("ArnEquals", "aws:PrincipalArn", foreign)],
                                        },
                                    ]
                            )
                        )
                    },
                    { "Tags", template.TagList },
                }
            },
        };
    }

    private ImmutableArray<string> Foreign() =>
        [
            .. plan.BaseAccount is { } account
                ? (string[])[$"arn:{StackPlace.Partition}:iam::{account}:role/{BaseAccountTemplate.RoleName(plan)}"]
                : [],
            .. plan.Stages.Select(stage => stage.ActionRole).OfType<string>(),
        ];

    private static TemplateMap Roots(ImmutableArray<string> roles) =>
        new()
        {
            {
                "AWS",
                new TemplateList(
                    roles
                        .Select(role => role.Split(':')[^2])
                        .Distinct(StringComparer.Ordinal)
                        .Select(account => Intrinsic.Sub($"arn:{StackPlace.Partition}:iam::{account}:root"))
                )
            },
        };
}
