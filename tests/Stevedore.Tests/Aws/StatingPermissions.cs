using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Xunit;

namespace Stevedore.Tests.Aws;

/// <summary>Statements as policies hold them.</summary>
public sealed class StatingPermissions
{
    [Fact]
    public void NamesARepositoryByItsPartition()
    {
        Assert.Equal(
            """{"Effect":"Allow","Action":"ecr:DescribeRepositories","Resource":"arn:aws:ecr:eu-west-1:111122223333:repository/shop/web"}""",
            $"{EcrPermissions.LookUp.On(new("eu-west-1", "111122223333", "shop/web"))}"
        );
        Assert.StartsWith(
            "arn:aws-cn:ecr:cn-north-1:",
            EcrPermissions.LookUp.On(new("cn-north-1", "1", "web")).Resource,
            StringComparison.Ordinal
        );
        Assert.StartsWith("arn:aws-us-gov:", EcrPermissions.LookUp.On(new("us-gov-west-1", "1", "web")).Resource, StringComparison.Ordinal);
    }

    [Fact]
    public void ListsSeveralActions() =>
        Assert.Equal(
            """{"Effect":"Allow","Action":["ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:BatchGetImage"],"Resource":"arn:aws:ecr:*:*:repository/web"}""",
            $"{EcrPermissions.Pull.On(new(Name: "web"))}"
        );

    [Fact]
    public void LimitsATokenOfStsToItsService() =>
        Assert.Equal(
            """{"Effect":"Allow","Action":"sts:GetServiceBearerToken","Resource":"*","Condition":{"StringEquals":{"sts:AWSServiceName":"ecr-public.amazonaws.com"}}}""",
            $"{EcrPublicPermissions.Bearer.On(new())}"
        );

    [Fact]
    public void LimitsAKeyToTheServiceThatUsesIt()
    {
        Assert.Equal(
            """{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws-cn:kms:cn-north-1:*:key/k","Condition":{"StringEquals":{"kms:ViaService":"secretsmanager.cn-north-1.amazonaws.com.cn"}}}""",
            $"{CredentialPermissions.SecretKey.On(new("cn-north-1", Name: "k"))}"
        );
        Assert.Equal(
            new("StringLike", "kms:ViaService", "ssm.*.amazonaws.com"),
            CredentialPermissions.ParameterKey.On(new(Name: "k")).Condition
        );
    }

    [Theory]
    [InlineData("dockerhub", "arn:aws:secretsmanager:eu-west-1:*:secret:dockerhub-??????")]
    [InlineData("arn:aws:secretsmanager:eu-west-1:1:secret:dockerhub-Ab12Cd", "arn:aws:secretsmanager:eu-west-1:1:secret:dockerhub-Ab12Cd")]
    public void KeepsAnArn(string name, string resource) =>
        Assert.Equal(resource, CredentialPermissions.Secret.On(new("eu-west-1", Name: name)).Resource);

    [Fact]
    public void AssumesARoleByItsArn() =>
        Assert.Equal(
            """{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::1:role/push"}""",
            $"{CallerPermissions.AssumeRole.On(new(Name: "arn:aws:iam::1:role/push"))}"
        );

    [Fact]
    public void AddsTheConditionOfAnActionThatAwsNames() =>
        Assert.Equal(
            """Add to its policy: {"Effect":"Allow","Action":"sts:GetServiceBearerToken","Resource":"*","Condition":{"StringEquals":{"sts:AWSServiceName":"ecr-public.amazonaws.com"}}}.""",
            DeniedAction.From("User: u is not authorized to perform: sts:GetServiceBearerToken on resource: *")!.Missing.Advice
        );

    [Fact]
    public void KnowsNoConditionOfAnActionThatSeveralStepsNeed() =>
        Assert.Equal(
            """{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:eu-west-1:1:key/k"}""",
            $"{KnownPermissions.Statement("kms:Decrypt", "arn:aws:kms:eu-west-1:1:key/k")}"
        );

    [Fact]
    public void AreWrittenAsIamWritesThem() =>
        Assert.All(
            KnownPermissions.All,
            permission =>
            {
                Assert.All(permission.Actions, action => Assert.Matches("^[a-z0-9-]+:[A-Z][A-Za-z]+$", action));
                Assert.Empty(permission.Untried.Except(permission.Actions));
                Assert.True(permission.Step.Length > 0 && permission.Why.Length > 0);
                Assert.DoesNotContain('{', permission.On(new()).Resource);
            }
        );
}
