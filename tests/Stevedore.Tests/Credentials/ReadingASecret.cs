using System.Net;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Stevedore.Aws;
using Stevedore.Credentials;
using Xunit;

namespace Stevedore.Tests.Credentials;

public sealed class ReadingASecret : IDisposable
{
    private static readonly SecretAddress Hub = new("dockerhub");
    private readonly IAwsClients aws = Substitute.For<IAwsClients>();
    private readonly IAmazonSecretsManager client = Substitute.For<IAmazonSecretsManager>();

    public ReadingASecret()
    {
        aws.DefaultRegion().Returns("eu-central-1");
        aws.SecretsManager(Arg.Any<string>(), Arg.Any<string?>()).Returns(client);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task FetchesItOnceForAllWhoAsk()
    {
        Answers("one", "two");
        var reader = new SecretReader(aws, new());

        Assert.Equal("one", (await reader.Read(Hub, isRenewal: false, Token)).Reveal());
        Assert.Equal("one", (await reader.Read(Hub, isRenewal: false, Token)).Reveal());

        await client.Received(1).GetSecretValueAsync(Arg.Any<GetSecretValueRequest>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task FetchesItOnceMoreWhenItWasRejected()
    {
        Answers("one", "two", "three");
        var reader = new SecretReader(aws, new());

        _ = await reader.Read(Hub, isRenewal: false, Token);
        Assert.Equal("two", (await reader.Read(Hub, isRenewal: true, Token)).Reveal());
        Assert.Equal("two", (await reader.Read(Hub, isRenewal: true, Token)).Reveal());
        Assert.Equal("two", (await reader.Read(Hub, isRenewal: false, Token)).Reveal());

        await client.Received(2).GetSecretValueAsync(Arg.Any<GetSecretValueRequest>(), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("dockerhub", null, "eu-central-1")]
    [InlineData("dockerhub", "us-east-1", "us-east-1")]
    [InlineData("arn:aws:secretsmanager:eu-west-1:123456789012:secret:dockerhub-AbCdEf", null, "eu-west-1")]
    [InlineData("arn:aws:secretsmanager:eu-west-1:123456789012:secret:dockerhub-AbCdEf", "us-east-1", "us-east-1")]
    public async Task AsksInTheRegionOfTheSettingsThenOfTheArnThenOfTheRun(string id, string? region, string asked)
    {
        Answers("one");

        _ = await new SecretReader(aws, new()).Read(new(id, Region: region, Role: "arn:aws:iam::1:role/x"), isRenewal: false, Token);

        aws.Received().SecretsManager(asked, "arn:aws:iam::1:role/x");
    }

    [Fact]
    public async Task AsksForTheStageOrTheVersion()
    {
        Answers("one");

        _ = await new SecretReader(aws, new()).Read(new("dockerhub", "AWSPREVIOUS", "v1"), isRenewal: false, Token);

        await client
            .Received()
            .GetSecretValueAsync(
                Arg.Is<GetSecretValueRequest>(request => request.VersionStage == "AWSPREVIOUS" && request.VersionId == "v1"),
                Arg.Any<CancellationToken>()
            );
    }

    [Fact]
    public async Task NeedsARegion()
    {
        aws.DefaultRegion().Returns((string?)null);

        Assert.Equal(
            "Cannot read the secret 'dockerhub': neither the settings, AWS_REGION, AWS_DEFAULT_REGION nor the AWS profile names a region. "
                + "Set AWS_REGION, or the region of the credentials.",
            await Fault(null)
        );
    }

    [Fact]
    public async Task IsMissing() =>
        Assert.Equal(
            "Cannot read the secret 'dockerhub' in eu-central-1: Secrets Manager has no such secret there. "
                + "Correct the name or the region (credentials.region; a secret of another account needs its ARN), or make it with the target CredentialsStore.",
            await Fault(new ResourceNotFoundException("Secrets Manager can't find the specified secret."))
        );

    [Fact]
    public async Task HasNoValueYet() =>
        Assert.Equal(
            "Cannot read the secret 'dockerhub' in eu-central-1: it has no value yet. Give it one with the target CredentialsStore.",
            await Fault(
                new ResourceNotFoundException("Secrets Manager can't find the specified secret value for staging label: AWSCURRENT")
            )
        );

    [Fact]
    public async Task IsMissingInThatVersion() =>
        Assert.Equal(
            "Cannot read the secret 'dockerhub' in eu-central-1 (stage AWSPENDING): Secrets Manager has no such secret there, or not that version of it. "
                + "List its versions with `aws secretsmanager list-secret-version-ids --secret-id dockerhub --region eu-central-1`, and correct versionStage or versionId.",
            await Fault(
                new ResourceNotFoundException("Secrets Manager can't find the specified secret value for staging label: AWSPENDING"),
                Hub with
                {
                    VersionStage = "AWSPENDING",
                }
            )
        );

    [Fact]
    public async Task IsScheduledForDeletion() =>
        Assert.Equal(
            "Cannot read the secret 'dockerhub' in eu-central-1: it is scheduled for deletion. "
                + "Bring it back with `aws secretsmanager restore-secret --secret-id dockerhub --region eu-central-1`, or name another.",
            await Fault(new InvalidRequestException("You can't perform this operation on the secret because it was marked for deletion."))
        );

    [Fact]
    public async Task CannotBeDecrypted()
    {
        const string message =
            "Cannot read the secret 'dockerhub' in eu-central-1: it cannot be decrypted: its KMS key is disabled, deleted, or not to be used by this role. "
            + """Let the role use the key ({"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:eu-central-1:*:key/<the secret's key>","Condition":{"StringEquals":{"kms:ViaService":"secretsmanager.eu-central-1.amazonaws.com"}}}), or enable it.""";

        Assert.Equal(message, await Fault(new DecryptionFailureException("Secrets Manager can't decrypt the protected secret text.")));
        Assert.Equal(message, await Fault(Refusal("AccessDeniedException", "Access to KMS is not allowed")));
    }

    [Fact]
    public async Task MayNotBeRead() =>
        Assert.Equal(
            "Cannot read the secret 'dockerhub' in eu-central-1: the role may not secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-central-1:*:secret:dockerhub-??????: "
                + "User: arn:aws:iam::123456789012:user/x is not authorized to perform: secretsmanager:GetSecretValue on resource: dockerhub because no identity-based policy allows it. "
                + """Add to its policy: {"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:eu-central-1:*:secret:dockerhub-??????"}.""",
            await Fault(
                Refusal(
                    "AccessDeniedException",
                    "User: arn:aws:iam::123456789012:user/x is not authorized to perform: secretsmanager:GetSecretValue on resource: dockerhub because no identity-based policy allows it"
                )
            )
        );

    [Fact]
    public async Task IsBinary()
    {
        client
            .GetSecretValueAsync(Arg.Any<GetSecretValueRequest>(), Arg.Any<CancellationToken>())
            .Returns(new GetSecretValueResponse { SecretBinary = new([1, 2]) });

        Assert.Equal(
            "Cannot read the secret 'dockerhub' in eu-central-1: it is binary, and a credential is text. "
                + "Store it as text: a JSON object with a key for the user name and one for the password, as the target CredentialsStore does.",
            await Fault(null)
        );
    }

    [Fact]
    public async Task CannotAssumeTheRole()
    {
        var refusal = Refusal("AccessDenied", "User x is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::2:role/read");

        Assert.Equal(
            "Cannot read the secret 'dockerhub' in eu-central-1 by the role arn:aws:iam::2:role/read: the role arn:aws:iam::2:role/read cannot be assumed: "
                + "User x is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::2:role/read. "
                + """Let the caller {"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::2:role/read"}, and let the role's trust policy name the caller.""",
            await Fault(
                new AmazonClientException("Error calling AssumeRole for role arn:aws:iam::2:role/read", refusal),
                Hub with
                {
                    Role = "arn:aws:iam::2:role/read",
                }
            )
        );
    }

    private static AmazonSecretsManagerException Refusal(string code, string message) =>
        new(message, null, ErrorType.Sender, code, "1", HttpStatusCode.BadRequest);

    private void Answers(params string[] texts)
    {
        var responses = texts.Select(text => Task.FromResult(new GetSecretValueResponse { SecretString = text })).ToArray();
        client.GetSecretValueAsync(Arg.Any<GetSecretValueRequest>(), Arg.Any<CancellationToken>()).Returns(responses[0], responses[1..]);
    }

    private async Task<string> Fault(Exception? cause, SecretAddress? address = null)
    {
        if (cause is not null)
        {
            client.GetSecretValueAsync(Arg.Any<GetSecretValueRequest>(), Arg.Any<CancellationToken>()).ThrowsAsync(cause);
        }

        var read = new SecretReader(aws, new()).Read;
        return (await Assert.ThrowsAsync<StevedoreException>(() => read(address ?? Hub, false, Token))).Message;
    }
}
