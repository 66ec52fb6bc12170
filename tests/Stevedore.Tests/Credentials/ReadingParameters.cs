using System.Net;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using NSubstitute;
using Stevedore.Aws;
using Stevedore.Credentials;
using Xunit;

namespace Stevedore.Tests.Credentials;

public sealed class ReadingParameters : IDisposable
{
    private readonly IAwsClients aws = Substitute.For<IAwsClients>();
    private readonly IAmazonSimpleSystemsManagement client = Substitute.For<IAmazonSimpleSystemsManagement>();
    private readonly List<string[]> calls = [];

    public ReadingParameters()
    {
        aws.DefaultRegion().Returns("eu-central-1");
        aws.ParameterStore(Arg.Any<string>(), Arg.Any<string?>()).Returns(client);
        client
            .GetParametersAsync(Arg.Any<GetParametersRequest>(), Arg.Any<CancellationToken>())
            .Returns(call => Answer(call.Arg<GetParametersRequest>()));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task AsksInTheRegionAndByTheRoleOfEach()
    {
        var reader = new ParameterReader(aws, new());
        ParameterAddress[] three = [new("/a"), new("/b", "us-east-1"), new("/d", "eu-central-1", "arn:aws:iam::1:role/x")];

        var values = await Task.WhenAll(three.Select(address => reader.Read(address, isRenewal: false, Token)));

        Assert.Equal(["value of /a", "value of /b", "value of /d"], values.Select(value => value.Reveal()));
        aws.Received().ParameterStore("eu-central-1", null);
        aws.Received().ParameterStore("us-east-1", null);
        aws.Received().ParameterStore("eu-central-1", "arn:aws:iam::1:role/x");
    }

    [Fact]
    public async Task AsksOnceAndOnceMoreForWhatWasRejected()
    {
        var reader = new ParameterReader(aws, new());

        _ = await reader.Read(new("/a"), isRenewal: false, Token);
        _ = await reader.Read(new("/a"), isRenewal: false, Token);
        _ = await reader.Read(new("/a"), isRenewal: true, Token);
        _ = await reader.Read(new("/a"), isRenewal: true, Token);

        Assert.Equal(
            [
                ["/a"],
                ["/a"],
            ],
            calls
        );
    }

    [Fact]
    public async Task MayNotBeRead()
    {
        var reader = new ParameterReader(aws, new());

        var error = await Assert.ThrowsAsync<StevedoreException>(() => reader.Read(new("/denied"), isRenewal: false, Token));

        Assert.Equal(
            "Cannot read the parameter '/denied' in eu-central-1: the role may not ssm:GetParameters on arn:aws:ssm:eu-central-1:123456789012:parameter/denied: "
                + "User: x is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:eu-central-1:123456789012:parameter/denied because of nothing. "
                + """Add to its policy: {"Effect":"Allow","Action":"ssm:GetParameters","Resource":"arn:aws:ssm:eu-central-1:123456789012:parameter/denied"}.""",
            error.Message
        );
    }

    [Fact]
    public async Task IsMissing() =>
        Assert.Equal(
            "Cannot read the parameter '/missing' in eu-central-1: Parameter Store has no such parameter there. "
                + "Correct the name or the region (credentials.parameterStore.region), or make it with the target CredentialsStore.",
            (
                await Assert.ThrowsAsync<StevedoreException>(() =>
                    new ParameterReader(aws, new()).Read(new("/missing"), isRenewal: false, Token)
                )
            ).Message
        );

    [Fact]
    public async Task CannotBeDecrypted() =>
        Assert.Equal(
            "Cannot read the parameter '/locked' in eu-central-1: it cannot be decrypted: its KMS key is disabled, deleted, or not to be used by this role. "
                + """Let the role use the key ({"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:eu-central-1:*:key/<the parameter's key>","Condition":{"StringEquals":{"kms:ViaService":"ssm.eu-central-1.amazonaws.com"}}}), or enable it.""",
            (
                await Assert.ThrowsAsync<StevedoreException>(() =>
                    new ParameterReader(aws, new()).Read(new("/locked"), isRenewal: false, Token)
                )
            ).Message
        );

    [Theory]
    [InlineData("/p:3")]
    [InlineData("/p:stable")]
    [InlineData("arn:aws:ssm:eu-west-1:123456789012:parameter/p")]
    public async Task FindsVersionsLabelsAndArns(string name) =>
        Assert.Equal("value of /p", (await new ParameterReader(aws, new()).Read(new(name), isRenewal: false, Token)).Reveal());

    private GetParametersResponse Answer(GetParametersRequest request)
    {
        Assert.True(request.WithDecryption);
        calls.Add([.. request.Names!]);
        if (request.Names!.Contains("/denied"))
        {
            throw new AmazonSimpleSystemsManagementException(
                "User: x is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:eu-central-1:123456789012:parameter/denied because of nothing",
                null,
                ErrorType.Sender,
                "AccessDeniedException",
                "1",
                HttpStatusCode.BadRequest
            );
        }

        return request.Names.Contains("/locked")
            ? throw new InvalidKeyIdException("The ciphertext refers to a key that is disabled.")
            : new() { Parameters = [.. request.Names.Where(name => name != "/missing").Select(Named)], InvalidParameters = [] };
    }

    // As the service answers: the plain name, the selector and the ARN apart.
    private static Parameter Named(string name)
    {
        var plain = name.StartsWith("arn:", StringComparison.Ordinal)
            ? name[name.IndexOf('/', StringComparison.Ordinal)..]
            : name.Split(':')[0];
        var selector =
            name.StartsWith('/') && name.Contains(':', StringComparison.Ordinal)
                ? name[name.IndexOf(':', StringComparison.Ordinal)..]
                : null;
        return new()
        {
            Name = plain,
            Selector = selector,
            ARN = $"arn:aws:ssm:eu-west-1:123456789012:parameter{plain}",
            Value = $"value of {plain}",
        };
    }
}
