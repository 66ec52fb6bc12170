using System.Net;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

[Collection(AwsEnvironment.Collection)]
public sealed class ReadingErrors : IDisposable
{
    private readonly AwsEnvironment environment = new();

    [Theory]
    [InlineData("RepositoryNotFoundException")]
    [InlineData("com.amazonaws.ecr#RepositoryNotFoundException")]
    public async Task GivesTheTypeThatTheCodeNames(string code)
    {
        var error = await Assert.ThrowsAsync<RepositoryNotFoundException>(() => CallEcr(StubAnswer.Error(code, "no 'api'")));

        Assert.Equal("no 'api'", error.Message);
        Assert.Equal("RepositoryNotFoundException", error.ErrorCode);
        Assert.Equal("request-1", error.RequestId);
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.IsAssignableFrom<AmazonECRException>(error);
    }

    [Fact]
    public async Task TakesTheCodeFromTheHeaderWhereTheBodyHasNone()
    {
        var answer = new StubAnswer(400, """{"message":"no"}""")
        {
            Headers = new() { ["x-amzn-ErrorType"] = "ImageNotFoundException:http://internal.amazon.com/coral/" },
        };
        await Assert.ThrowsAsync<ImageNotFoundException>(() => CallEcr(answer));
    }

    [Fact]
    public async Task GivesTheServicesTypeWhereTheCodeHasNone()
    {
        var error = await Assert.ThrowsAsync<AmazonECRException>(() => CallEcr(StubAnswer.Error("ExpiredTokenException")));
        Assert.Equal("ExpiredTokenException", error.ErrorCode);
    }

    [Fact]
    public async Task ReadsAccessDeniedOfJson()
    {
        const string Message = "User: arn:aws:iam::1:user/u is not authorized to perform: ecr:DescribeRepositories";
        var error = await Assert.ThrowsAsync<AmazonECRException>(() => CallEcr(StubAnswer.Error("AccessDeniedException", Message)));
        Assert.Equal("AccessDeniedException", error.ErrorCode);
        Assert.Equal(Message, error.Message);
    }

    [Theory]
    [InlineData(
        """
            <?xml version="1.0" encoding="utf-8"?>
            <ErrorResponse><Errors><Error><Code>AccessDenied</Code><Message>not allowed</Message><Type>Sender</Type></Error></Errors></ErrorResponse>
            """
    )]
    [InlineData(
        """
            <?xml version="1.0"?>
            <ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
              <Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not allowed</Message></Error><RequestId>r</RequestId>
            </ErrorResponse>
            """
    )]
    [InlineData(
        """
            <?xml version="1.0" encoding="UTF-8"?>
              <ErrorResponse>
                <Errors><Error><Code>AccessDenied</Code><Message><![CDATA[not allowed]]></Message></Error></Errors>
                <RequestId>r</RequestId>
              </ErrorResponse>
            """
    )]
    public async Task ReadsAccessDeniedOfXml(string body)
    {
        var error = await Assert.ThrowsAsync<AmazonECRException>(() => CallEcr(new StubAnswer(403, body)));
        Assert.Equal("AccessDenied", error.ErrorCode);
        Assert.Equal("not allowed", error.Message);
        Assert.Equal(HttpStatusCode.Forbidden, error.StatusCode);
    }

    [Theory]
    [InlineData("<html>proxy</html>")]
    [InlineData("<?xml version=\"1.0\"?><html><br></html>")]
    [InlineData("")]
    [InlineData("proxy")]
    public async Task KeepsTheStatusOfAnAnswerThatIsNotOfTheService(string body)
    {
        var error = await Assert.ThrowsAsync<AmazonECRException>(() => CallEcr(new StubAnswer(403, body)));
        Assert.Equal(HttpStatusCode.Forbidden, error.StatusCode);
    }

    [Fact]
    public async Task NamesTypesWithTheSuffixThatSecretsManagerLeavesOut()
    {
        using var stub = new StubEndpoint(StubAnswer.Error("DecryptionFailure"));
        using var client = new AmazonSecretsManagerClient(
            AwsEnvironment.Credentials,
            new AmazonSecretsManagerConfig { ServiceURL = stub.Url }
        );
        var error = await Assert.ThrowsAsync<DecryptionFailureException>(() =>
            client.GetSecretValueAsync(new() { SecretId = "s" }, TestContext.Current.CancellationToken)
        );
        Assert.Equal("DecryptionFailure", error.ErrorCode);
    }

    [Fact]
    public async Task NamesTypesWithTheSuffixThatParameterStoreLeavesOut()
    {
        using var stub = new StubEndpoint(StubAnswer.Error("ParameterNotFound"));
        using var client = new AmazonSimpleSystemsManagementClient(
            AwsEnvironment.Credentials,
            new AmazonSimpleSystemsManagementConfig { ServiceURL = stub.Url }
        );
        await Assert.ThrowsAsync<ParameterNotFoundException>(() =>
            client.GetParameterAsync(new() { Name = "n" }, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public void AreMadeByTestsOfTheirCallersToo()
    {
        AmazonServiceException error = new RepositoryNotFoundException("no such repository") { ErrorCode = "RepositoryNotFoundException" };
        Assert.Equal("no such repository", error.Message);
    }

    public void Dispose() => environment.Dispose();

    private static async Task CallEcr(StubAnswer answer)
    {
        using var stub = new StubEndpoint(answer);
        using var client = new AmazonECRClient(AwsEnvironment.Credentials, new AmazonECRConfig { ServiceURL = stub.Url });
        await client.DescribeRepositoriesAsync(new(), TestContext.Current.CancellationToken);
    }
}
