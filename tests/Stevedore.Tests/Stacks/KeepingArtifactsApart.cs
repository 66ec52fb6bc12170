using Xunit;

namespace Stevedore.Tests.Stacks;

/// <summary>A bucket may hold what several pipelines hand on.</summary>
public sealed class KeepingArtifactsApart
{
    private const string Name = "shop-of-many-words-more";
    private const string Own = "arn:aws:s3:::acme-artifacts/shop-of-many-words-m/";

    private static readonly StackCase Case = new(
        $$"""
        {
          "images": { "web": {} },
          "registries": { "ecr": { "type": "ecr", "account": "111122223333", "region": "eu-west-1" } },
          "deploy": { "cluster": "shop", "services": ["web"] },
          "environments": { "prod": {}, "far": { "deploy": { "account": "222233334444", "role": "arn:aws:iam::222233334444:role/deploy" } } },
          "pipelines": {
            "{{Name}}": {
              "source": { "type": "codecommit", "repository": "shop" }, "bucket": "acme-artifacts",
              "stages": [{ "environment": "prod" }, { "environment": "far", "action": "ecs", "approval": true }]
            }
          }
        }
        """
    );

    private static readonly StackCase Based = new(
        """
        {
          "images": { "web": { "contexts": { "base": "artifact:BaseImage" } } },
          "registries": { "ecr": { "type": "ecr", "account": "111122223333", "region": "eu-west-1" } },
          "pipelines": {
            "shop": {
              "source": { "type": "codecommit", "repository": "shop" }, "bucket": "acme-artifacts",
              "base": { "repository": "base", "account": "444455556666" }
            }
          }
        }
        """
    )
    {
        Dockerfiles = { ["web"] = "FROM base\n" },
    };

    [Theory]
    [InlineData("BuildRole", "GetObject", "Source/a", true)]
    [InlineData("BuildRole", "PutObject", "BuildOutpu/a", true)]
    [InlineData("BuildRole", "PutObject", "Source/a", false)]
    [InlineData("DeployProdRole", "GetObject", "BuildOutpu/a", true)]
    [InlineData("DeployProdRole", "GetObject", "Source/a", false)]
    [InlineData("DeployProdRole", "PutObject", "BuildOutpu/a", false)]
    [InlineData("PipelineRole", "PutObject", "Source/a", true)]
    public void GivesARoleWhatItsStepNeeds(string role, string action, string key, bool isAllowed) =>
        Assert.Equal(isAllowed, May(role, action, Own + key));

    [Theory]
    [InlineData("BuildRole", "GetObject")]
    [InlineData("BuildRole", "PutObject")]
    [InlineData("DeployProdRole", "GetObject")]
    [InlineData("PipelineRole", "GetObject")]
    [InlineData("PipelineRole", "PutObject")]
    public void GivesNoRoleWhatAnotherPipelineHandsOn(string role, string action) =>
        Assert.False(May(role, action, "arn:aws:s3:::acme-artifacts/other/BuildOutpu/a"));

    [Theory]
    [InlineData("GetObject", "shop-of-many-words-m/BuildOutpu/a", true)]
    [InlineData("GetObject", "shop-of-many-words-m/Source/a", false)]
    [InlineData("PutObject", "shop-of-many-words-m/BuildOutpu/a", false)]
    public void LetsTheRoleOfAnotherAccountRead(string action, string key, bool isAllowed) =>
        Assert.Equal(
            isAllowed,
            Case.May("DeployFarRole", $"s3:{action}", $"arn:aws:s3:::filled-in/{key}", $"pipeline/{Name}.target-222233334444.yml")
        );

    [Theory]
    [InlineData("PutObject", "shop/BaseImage/a", true)]
    [InlineData("PutObject", "shop/Source/a", false)]
    [InlineData("GetObject", "shop/BaseImage/a", false)]
    public void LetsTheBasesAccountHandOnItsDigest(string action, string key, bool isAllowed) =>
        Assert.Equal(
            isAllowed,
            Based.May("BaseRole", $"s3:{action}", $"arn:aws:s3:::filled-in/{key}", "pipeline/shop.base-444455556666.yml")
        );

    [Fact]
    public void SaysWhomABucketThatIsThereHasToLetIn()
    {
        Assert.Contains(
            $"{Name}: the bucket acme-artifacts has to let arn:aws:iam::222233334444:role/deploy in, by policies that are not made here.",
            Case.Make().Notes
        );
        Assert.Contains(
            "shop: the bucket acme-artifacts has to let arn:${AWS::Partition}:iam::444455556666:role/shop-base in, by policies that are not made here.",
            Based.Make().Notes
        );
    }

    [Fact]
    public void LetsTheRoleOfAnotherAccountDecryptOnly()
    {
        var statements = Validation.PolicyStatement.OfRole(
            Validation.Template.Parse(Case.Text($"pipeline/{Name}.target-222233334444.yml")),
            "DeployFarRole",
            Case.Resolver($"pipeline/{Name}.target-222233334444.yml")
        );

        Assert.Equal(
            ["kms:Decrypt", "kms:DescribeKey"],
            statements.SelectMany(statement => statement.Actions).Where(action => action.StartsWith("kms:", StringComparison.Ordinal))
        );
        Assert.Equal(2, Occurrences(Case.Text($"pipeline/{Name}.yml"), "kms:GenerateDataKey*"));
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;

    private static bool May(string role, string action, string resource) =>
        Case.May(role, $"s3:{action}", resource, $"pipeline/{Name}.yml");
}
