using System.Net;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using NSubstitute;
using Stevedore.Aws;
using Stevedore.Credentials;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Credentials;

public sealed class WritingParameters : IDisposable
{
    private readonly IAwsClients aws = Substitute.For<IAwsClients>();
    private readonly IAmazonSimpleSystemsManagement client = Substitute.For<IAmazonSimpleSystemsManagement>();
    private readonly Dictionary<string, (ParameterType Type, string Value)> there = [];
    private readonly List<string> writes = [];
    private readonly Dictionary<string, Exception> refusals = [];

    public WritingParameters()
    {
        aws.DefaultRegion().Returns("eu-central-1");
        aws.ParameterStore(Arg.Any<string>(), Arg.Any<string?>()).Returns(client);
        client
            .GetParametersAsync(Arg.Any<GetParametersRequest>(), Arg.Any<CancellationToken>())
            .Returns(call => Get(call.Arg<GetParametersRequest>()));
        client
            .PutParameterAsync(Arg.Any<PutParameterRequest>(), Arg.Any<CancellationToken>())
            .Returns(call => Put(call.Arg<PutParameterRequest>()));
        client
            .DeleteParameterAsync(Arg.Any<DeleteParameterRequest>(), Arg.Any<CancellationToken>())
            .Returns(call => Delete(call.Arg<DeleteParameterRequest>()));
    }

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task MakesThemEncryptedAndThePasswordFirst()
    {
        Assert.Equal(
            "Created the parameter '/u' in eu-central-1. Created the parameter '/p' in eu-central-1. They read back as written.",
            await Write()
        );
        Assert.Equal(["/p SecureString new", "/u SecureString acme"], writes);
    }

    [Theory]
    [InlineData("String")]
    [InlineData("StringList")]
    public async Task PutsNoPasswordWhereItWouldLieInClearText(string type)
    {
        there["/p"] = (type, "old");

        Assert.Equal(
            $"Cannot write the parameter '/p' in eu-central-1: it is a {type}, and the password would lie there in clear text. "
                + "Delete it with `aws ssm delete-parameter --name /p --region eu-central-1` and run again, which makes a SecureString, or name another.",
            await Fault()
        );
        Assert.Empty(writes);
    }

    [Fact]
    public async Task LeavesAUserNameThatIsNoSecretAsItIs()
    {
        there["/u"] = (ParameterType.String, "old");
        there["/p"] = (ParameterType.SecureString, "old");

        Assert.StartsWith("Updated the parameter '/u' in eu-central-1. Updated", await Write(), StringComparison.Ordinal);
        Assert.Equal(["/p  new", "/u  acme"], writes);
    }

    [Fact]
    public async Task WritesNothingWhereThePasswordIsRefused()
    {
        refusals["/p"] = Refused("ValidationException", "Standard tier parameters support a maximum parameter value of 4096 characters.");

        Assert.Equal(
            "Cannot write the parameter '/p' in eu-central-1: AWS answered ValidationException: "
                + "Standard tier parameters support a maximum parameter value of 4096 characters. Check the settings that it names (request 1).",
            await Fault()
        );
        Assert.Empty(writes);
    }

    [Fact]
    public async Task PutsTheOldPasswordBackWhereTheUserNameIsRefused()
    {
        there["/p"] = (ParameterType.SecureString, "old");
        refusals["/u"] = Refused("ValidationException", "No");

        Assert.Equal(
            "Cannot write the parameter '/u' in eu-central-1: AWS answered ValidationException: No; "
                + "the parameter '/p' in eu-central-1, which was written before, has its old value again. Check the settings that it names (request 1). Then run again.",
            await Fault()
        );
        Assert.Equal(["/p  new", "/p  old"], writes);
    }

    [Fact]
    public async Task DeletesThePasswordItMadeWhereTheUserNameIsRefused()
    {
        refusals["/u"] = Refused("ValidationException", "No");

        Assert.Equal(
            "Cannot write the parameter '/u' in eu-central-1: AWS answered ValidationException: No; "
                + "the parameter '/p' in eu-central-1, which was made before, is deleted again. Check the settings that it names (request 1). Then run again.",
            await Fault()
        );
        Assert.Equal(["/p SecureString new", "/p deleted"], writes);
    }

    [Fact]
    public async Task SaysWhatItMadeWhereNothingCanBeUndone()
    {
        refusals["/u"] = Refused("ValidationException", "No");
        client
            .DeleteParameterAsync(Arg.Any<DeleteParameterRequest>(), Arg.Any<CancellationToken>())
            .Returns<DeleteParameterResponse>(_ => throw Refused("ThrottlingException", "Later"));

        Assert.Equal(
            "Cannot write the parameter '/u' in eu-central-1: AWS answered ValidationException: No; "
                + "the parameter '/p' in eu-central-1 was made and holds the new password (AWS limits how often it is asked (ThrottlingException): Later). Check the settings that it names (request 1). "
                + "Run again, or delete it with `aws ssm delete-parameter --name /p --region eu-central-1`.",
            await Fault()
        );
    }

    [Fact]
    public async Task WritesNoVersion()
    {
        Assert.Equal(
            "Cannot write the parameter '/p:3' in eu-central-1: the settings name a version or label of it, and what is stored becomes a new version. "
                + "Take what begins with the colon out of credentials.parameterStore.",
            await Fault(new("/u", "/p:3"))
        );
        Assert.Empty(writes);
    }

    [Fact]
    public async Task MayNotUseTheKey()
    {
        refusals["/p"] = Refused(
            "AccessDeniedException",
            "User: x is not authorized to perform: kms:Encrypt on resource: arn:aws:kms:eu-central-1:1:key/k because no policy allows it"
        );

        Assert.Equal(
            "Cannot write the parameter '/p' in eu-central-1: it cannot be encrypted: its KMS key is disabled, deleted, or not to be used by this role. "
                + """Let the role use the key ({"Effect":"Allow","Action":["kms:Encrypt","kms:GenerateDataKey"],"Resource":"arn:aws:kms:eu-central-1:1:key/k","Condition":{"StringEquals":{"kms:ViaService":"ssm.eu-central-1.amazonaws.com"}}}), or enable it.""",
            await Fault()
        );
    }

    private static AmazonSimpleSystemsManagementException Refused(string code, string message) =>
        new(message, null, ErrorType.Sender, code, "1", HttpStatusCode.BadRequest);

    private GetParametersResponse Get(GetParametersRequest request) =>
        new()
        {
            Parameters =
            [
                .. request
                    .Names!.Where(there.ContainsKey)
                    .Select(name => new Parameter
                    {
                        Name = name,
                        Type = there[name].Type,
                        Value = there[name].Value,
                    }),
            ],
        };

    private PutParameterResponse Put(PutParameterRequest request)
    {
        if (refusals.TryGetValue(request.Name!, out var refusal))
        {
            throw refusal;
        }

        writes.Add($"{request.Name} {request.Type?.Value} {request.Value}");
        there[request.Name!] = (request.Type ?? there[request.Name!].Type, request.Value!);
        return new();
    }

    private DeleteParameterResponse Delete(DeleteParameterRequest request)
    {
        writes.Add($"{request.Name} deleted");
        there.Remove(request.Name!);
        return new();
    }

    private Task<string> Write(ParameterStoreCredentialSettings? settings = null)
    {
        Redactor redactor = new();
        return new ParameterWriter(aws, redactor).Write(
            settings ?? new("/u", "/p"),
            new("acme", new("new", redactor)),
            TestContext.Current.CancellationToken
        );
    }

    private async Task<string> Fault(ParameterStoreCredentialSettings? settings = null) =>
        (await Assert.ThrowsAsync<StevedoreException>(() => Write(settings))).Message;
}
