using System.Net;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Stevedore.Aws;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.Ecr;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class AskingEcr : IDisposable
{
    private readonly EcrCase given = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => given.Dispose();

    [Fact]
    public async Task AsksForWhatTheSettingsLeaveOpen()
    {
        given.Aws.DefaultRegion().Returns("eu-central-1");

        Assert.Equal(
            new RegistryFacts("123456789012", "eu-central-1"),
            await given.Kind.Ask(EcrCase.Plan(new()) with { Account = null, Region = null }, Token)
        );
    }

    [Fact]
    public async Task AsksAsTheRole()
    {
        await given.Kind.Ask(EcrCase.Plan(new() { Role = "arn:aws:iam::1:role/x" }) with { Account = null }, Token);

        given.Aws.Received().SecurityToken("eu-central-1", "arn:aws:iam::1:role/x");
    }

    [Fact]
    public async Task NeedsARegion()
    {
        given.Aws.DefaultRegion().Returns((string?)null);

        Assert.Equal(
            "Cannot tell the region of registries.ecr: neither the settings, AWS_REGION, AWS_DEFAULT_REGION nor the AWS profile names one. "
                + "Set AWS_REGION, or registries.ecr.region.",
            (await Assert.ThrowsAsync<StevedoreException>(() => given.Kind.Ask(EcrCase.Plan(new()) with { Region = null }, Token))).Message
        );
    }

    [Fact]
    public async Task DecodesTheToken()
    {
        given
            .Ecr.GetAuthorizationTokenAsync(Arg.Any<GetAuthorizationTokenRequest>(), Arg.Any<CancellationToken>())
            .Returns(
                new GetAuthorizationTokenResponse
                {
                    AuthorizationData = [new() { AuthorizationToken = Convert.ToBase64String("AWS:to:ken"u8) }],
                }
            );

        var credential = (await given.Kind.LogIn(EcrCase.Plan(new()), Token))!;

        Assert.Equal(("AWS", "to:ken"), (credential.Username, credential.Password.Reveal()));
        Assert.DoesNotContain("to:ken", credential.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysWhichRightALoginLacks()
    {
        given
            .Ecr.GetAuthorizationTokenAsync(Arg.Any<GetAuthorizationTokenRequest>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(EcrCase.Denied());

        var error = await Assert.ThrowsAsync<StevedoreException>(() => given.Kind.LogIn(EcrCase.Plan(new()), Token));

        Assert.Equal($"Cannot log in to {EcrCase.Host}", error.What);
        Assert.Contains("""{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}""", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysThatThereAreNoCredentials()
    {
        given
            .Sts.GetCallerIdentityAsync(Arg.Any<GetCallerIdentityRequest>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new AmazonClientException("Failed to resolve AWS credentials."));

        var error = await Assert.ThrowsAsync<StevedoreException>(() => given.Kind.Ask(EcrCase.Plan(new()) with { Account = null }, Token));

        Assert.Equal(("Cannot tell the account of registries.ecr", "no AWS credentials were found"), (error.What, error.Why));
    }
}
