using Stevedore.Settings.Rules;
using Stevedore.Stacks.Plans;
using Stevedore.Stacks.Policies;
using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Resources;

/// <summary>The bucket in which the stages of a pipeline hand on what they make, and its key.</summary>
internal sealed class Artifacts
{
    // What CodePipeline leaves of an artifact's name in the key of its object.
    private const int MostOfAnArtifact = 10;

    /// <summary>What who hands something on does with the key.</summary>
    public static readonly ImmutableArray<string> WithKey =
    [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:ReEncrypt*",
    ];

    /// <summary>What who reads does with it.</summary>
    public static readonly ImmutableArray<string> ReadsWithKey = ["kms:Decrypt", "kms:DescribeKey"];
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

    /// <summary>What of a bucket's objects a pipeline's artifact is, or all that it hands on.</summary>
    /// <param name="artifact">Its name; null for all.</param>
    public static string Objects(PipelinePlan plan, string? artifact = null) =>
        $"{Bucket}/{ArtifactFolder.Of(plan.Name)}/{(artifact is null ? "" : $"{artifact[..Math.Min(artifact.Length, MostOfAnArtifact)]}/")}*";

    /// <summary>What reads and writes artifacts may do.</summary>
    /// <param name="step">The step that does it.</param>
    /// <param name="reads">The artifact that it is handed; null for all.</param>
    /// <param name="writes">The artifact that it hands on; null for none.</param>
    public IEnumerable<Statement> Statements(string step, string? reads, string? writes = null)
    {
        yield return new("Artifacts", step, ["s3:GetObject", "s3:GetObjectVersion"], [Objects(plan, reads)]);
        if (writes is not null)
        {
            yield return new("HandOnArtifact", step, ["s3:PutObject"], [Objects(plan, writes)]);
        }

        foreach (var statement in BucketAndKey(step, writes is not null, asksVersioning: false))
        {
            yield return statement;
        }
    }

    /// <summary>What the pipeline may do, which hands them all on and has to know that versions are kept.</summary>
    public IEnumerable<Statement> PipelineStatements(string step) =>
        [
            new("Artifacts", step, ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"], [Objects(plan)]),
            .. BucketAndKey(step, isWriter: true, asksVersioning: true),
        ];

    private IEnumerable<Statement> BucketAndKey(string step, bool isWriter, bool asksVersioning)
    {
        yield return new(
            "ArtifactBucket",
            step,
            ["s3:GetBucketAcl", "s3:GetBucketLocation", .. asksVersioning ? (string[])["s3:GetBucketVersioning"] : []],
            [Bucket]
        );
        if (Key is { } key)
        {
            yield return new("ArtifactKey", step, isWriter ? WithKey : ReadsWithKey, [key]);
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
            template.Add("ArtifactBucket", ArtifactBucket.Resource(template, Key));
            template.Add("ArtifactBucketPolicy", Policy());
        }
    }

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
        statements.AddRange(
            OtherAccounts(
                "OtherAccountsRead",
                ["s3:GetObject", "s3:GetObjectVersion"],
                [Objects(plan, CodePipelineResource.BuildOutput)],
                ReadersOf(plan)
            )
        );
        statements.AddRange(OtherAccounts("OtherAccountsHandOn", ["s3:PutObject"], [Objects(plan, plan.BaseArtifact)], WritersOf(plan)));
        return new()
        {
            { "Type", "AWS::S3::BucketPolicy" },
            { "DeletionPolicy", "RetainExceptOnCreate", "The bucket stays, and is read over encrypted connections alone." },
            { "UpdateReplacePolicy", "Retain" },
            {
                "Properties",
                new TemplateMap { { "Bucket", Intrinsic.Ref("ArtifactBucket") }, { "PolicyDocument", StackRole.Document(statements) } }
            },
        };
    }

    private TemplateMap KeyResource()
    {
        return new()
        {
            { "Type", "AWS::KMS::Key" },
            { "DeletionPolicy", "RetainExceptOnCreate", "Artifacts that the bucket keeps are read with it." },
            { "UpdateReplacePolicy", "Retain" },
            {
                "Properties",
                new TemplateMap
                {
                    { "Description", $"Artifacts of the pipeline {plan.Name}" },
                    { "EnableKeyRotation", true },
                    {
                        "KeyPolicy",
                        StackRole.Document([
                            new Statement("ByPoliciesOfThisAccount", "handing on artifacts", ["kms:*"], ["*"])
                            {
                                Principal = new TemplateMap
                                {
                                    { "AWS", Intrinsic.Sub($"arn:{StackPlace.Partition}:iam::{StackPlace.OwnAccount}:root") },
                                },
                                Comment = "A key's policy means that key alone; which role may what stands in the roles.",
                            },
                            .. OtherAccounts("OtherAccountsRead", ReadsWithKey, ["*"], ReadersOf(plan)),
                            .. OtherAccounts("OtherAccountsHandOn", WithKey, ["*"], WritersOf(plan)),
                        ])
                    },
                    { "Tags", template.TagList },
                }
            },
        };
    }

    /// <summary>The roles of other accounts that deploy what was shipped.</summary>
    public static ImmutableArray<string> ReadersOf(PipelinePlan plan) =>
        [.. plan.Stages.Select(stage => stage.ActionRole).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The role of another account that hands on the digest of the base image.</summary>
    public static ImmutableArray<string> WritersOf(PipelinePlan plan) =>
        plan.BaseAccount is { } account ? [$"arn:{StackPlace.Partition}:iam::{account}:role/{BaseAccountTemplate.RoleName(plan)}"] : [];

    private static IEnumerable<Statement> OtherAccounts(
        string sid,
        ImmutableArray<string> actions,
        ImmutableArray<string> resources,
        ImmutableArray<string> roles
    ) =>
        roles.IsEmpty
            ? []
            :
            [
                new(sid, "handing on artifacts", actions, resources)
                {
                    Principal = Roots(roles),
                    Conditions = [new("ArnEquals", "aws:PrincipalArn", roles)],
                },
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
