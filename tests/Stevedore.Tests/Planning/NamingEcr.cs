using Stevedore.Planning;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Planning;

/// <summary>Account and region of an ECR registry: whoever says them first.</summary>
public sealed class NamingEcr
{
    private const string Role = "\"role\": \"arn:aws:iam::222222222222:role/push\"";

    [Theory]
    [InlineData("\"account\": \"111111111111\", " + Role, true, "444444444444", "111111111111")]
    [InlineData(Role, true, "444444444444", "222222222222")]
    [InlineData("\"push\": true", true, null, "333333333333")]
    [InlineData("\"push\": true", true, "444444444444", "444444444444")]
    [InlineData("\"push\": true", false, "444444444444", "444444444444")]
    [InlineData("\"push\": true", false, null, "<account>")]
    public void TakesTheAccountOfTheSettingTheRoleTheBuildOrWhatAwsAnswered(string setting, bool isCodeBuild, string? asked, string account)
    {
        var given = Case($$"""{ "type": "ecr", "region": "eu-central-1", {{setting}} }""") with
        {
            Source = SourceCases.Main with { IsCodeBuild = isCodeBuild, CodeBuildAccount = isCodeBuild ? "333333333333" : null },
            Asked = asked is null ? [] : new() { ["ecr"] = new(asked, "eu-central-1") },
        };

        Assert.Equal($"{account}.dkr.ecr.eu-central-1.amazonaws.com/web:3f2a91c0", Reference(given));
    }

    [Theory]
    [InlineData("eu-central-1", "amazonaws.com")]
    [InlineData("us-gov-west-1", "amazonaws.com")]
    [InlineData("cn-north-1", "amazonaws.com.cn")]
    [InlineData("us-iso-east-1", "c2s.ic.gov")]
    [InlineData("us-isob-east-1", "sc2s.sgov.gov")]
    [InlineData("us-isof-south-1", "csp.hci.ic.gov")]
    [InlineData("eu-isoe-west-1", "cloud.adc-e.uk")]
    [InlineData("eusc-de-east-1", "amazonaws.eu")]
    public void EndsAsThePartitionDoes(string region, string suffix) =>
        Assert.Equal(
            $"111111111111.dkr.ecr.{region}.{suffix}/web:3f2a91c0",
            Reference(Case($$"""{ "type": "ecr", "account": "111111111111", "region": "{{region}}" }"""))
        );

    [Theory]
    [InlineData("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1")]
    [InlineData("123456789012.dkr-ecr.us-west-2.on.aws", "us-west-2")]
    [InlineData("123456789012.dkr-ecr-fips.us-west-2.on.aws", "us-west-2")]
    [InlineData("123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn", "cn-north-1")]
    [InlineData("123456789012.dkr.ecr.us-isof-south-1.csp.hci.ic.gov", "us-isof-south-1")]
    [InlineData("123456789012.dkr.ecr.eu-west-1.amazonaws.com", "eu-west-1")]
    public void KeepsTheHostThatIsNamed(string host, string region)
    {
        PlanCase[] cases =
        [
            Case($$"""{ "type": "ecr", "endpoint": "{{host}}" }"""),
            Case("""{ "type": "ecr" }""") with
            {
                Environment = new() { ["REPOSITORY_URI"] = $"{host}/web", ["AWS_REGION"] = "eu-north-1" },
            },
        ];
        foreach (var given in cases)
        {
            var registry = given.Plan().Registries.Single();

            Assert.Equal((host, "123456789012", region), (registry.Host, registry.Account, registry.Region));
        }
    }

    [Theory]
    [InlineData("123456789012.dkr.ecr.eu-west-1.example.com")]
    [InlineData("123456789012.dkr.ecr.eu-west-1.amazonaws.com.cn")]
    [InlineData("123456789012.dkr-ecr.eu-west-1.amazonaws.com")]
    [InlineData("12345.dkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("registry.example.com")]
    public void RefusesHostsThatAreNotOfEcr(string host) =>
        Assert.Contains(
            $"'{host}' is not the host of an ECR registry. Write it like <account>.dkr.ecr.<region>.amazonaws.com, "
                + "<account>.dkr.ecr-fips.<region>.amazonaws.com or <account>.dkr-ecr.<region>.on.aws",
            Assert.Throws<StevedoreException>(() => Case($$"""{ "type": "ecr", "endpoint": "{{host}}" }""").Plan()).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void RefusesAnAccountThatTheHostContradicts() =>
        Assert.Contains(
            "'123456789012.dkr-ecr.us-west-2.on.aws' disagrees with the account '111111111111'. Correct one, or leave account out",
            Assert
                .Throws<StevedoreException>(() =>
                    Case("""{ "type": "ecr", "account": "111111111111", "endpoint": "123456789012.dkr-ecr.us-west-2.on.aws" }""").Plan()
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void StandsInForWhatOnlyAwsKnows()
    {
        var given = Case("""{ "type": "ecr" }""");

        Assert.Equal("<account>.dkr.ecr.<region>.amazonaws.com/web:3f2a91c0", Reference(given));
        Assert.False(given.Plan().Registries.Single().IsResolved);
        Assert.Contains("ecr  <account>.dkr.ecr.<region>.amazonaws.com  asked at Ship", given.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void IsCompleteOnceAwsIsAsked()
    {
        var plan = (
            Case("""{ "type": "ecr" }""") with
            {
                Asked = new() { ["ecr"] = new RegistryFacts("111111111111", "cn-north-1") },
            }
        ).Plan();

        Assert.True(plan.Registries.Single().IsResolved);
        Assert.Equal("111111111111.dkr.ecr.cn-north-1.amazonaws.com.cn", plan.Registries.Single().Host);
    }

    private static PlanCase Case(string registry) => new($$"""{ "images": { "web": {} }, "registries": { "ecr": {{registry}} } }""");

    private static string Reference(PlanCase given)
    {
        var image = given.Plan().Images.Single();
        return image.Destinations.Single().Reference.At(image.CommitTag);
    }
}
