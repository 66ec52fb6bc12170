using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using Stevedore.Aws;
using Xunit;

namespace Stevedore.Tests.Aws;

public sealed class ExplainingAws
{
    [Theory]
    [InlineData("AccessDenied", true)]
    [InlineData("AccessDeniedException", true)]
    [InlineData("UnauthorizedOperation", true)]
    [InlineData("ExpiredToken", false)]
    [InlineData("RepositoryNotFoundException", false)]
    [InlineData(null, false)]
    public void TellsADenialFromOtherRefusals(string? code, bool expected) => Assert.Equal(expected, AwsFaults.IsDenied(Refusal(code)));

    [Theory]
    [InlineData("ExpiredToken", "the AWS credentials have expired")]
    [InlineData("RequestExpired", "the AWS credentials have expired")]
    [InlineData("InvalidClientTokenId", "AWS does not accept the credentials: Because of it")]
    [InlineData("ServerException", "AWS answered ServerException: Because of it")]
    [InlineData("ThrottlingException", "AWS limits how often it is asked (ThrottlingException): Because of it")]
    [InlineData("RequestLimitExceeded", "AWS limits how often it is asked (RequestLimitExceeded): Because of it")]
    [InlineData("RequestTimeTooSkewed", "this machine's clock is not AWS's: Because of it")]
    [InlineData("", "what answered is not AWS: it answered 400 and no fault of AWS")]
    public void NamesTheReason(string code, string why) =>
        Assert.Equal(why, AwsFaults.From(Refusal(code), "Cannot look", new(["ecr:Look"], "*")).Why);

    [Theory]
    [InlineData("No valid SSO Token could be found.", "Run `aws sso login`, with --profile for another than the default.")]
    [InlineData("The credentials of the profile need an MFA token code", "Get a session by `aws sts get-session-token")]
    [InlineData("Unable to find the \"staging\" profile.", "Set AWS_PROFILE to one that `aws configure list-profiles` names")]
    [InlineData("The login session has expired; run aws login", "Run `aws login`")]
    [InlineData("Failed to resolve AWS credentials.", "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID")]
    [InlineData("No RegionEndpoint or ServiceURL configured", "Check AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL.")]
    public void SaysWhatGetsCredentials(string message, string fix) =>
        Assert.StartsWith(
            fix,
            AwsFaults.From(new AmazonClientException(message), "Cannot look", new(["ecr:Look"], "*")).Fix,
            StringComparison.Ordinal
        );

    private const string Chain = """
        Failed to resolve AWS credentials. The credential providers used to search for credentials returned the following errors:

        Exception 1 of 4: The environment variables AWS_ACCESS_KEY_ID/AWS_SECRET_ACCESS_KEY/AWS_SESSION_TOKEN were not set with AWS credentials.
        Exception 2 of 4: The webIdentityTokenFile must be an absolute path. (Parameter 'webIdentityTokenFile')
        Exception 3 of 4: {0}
        Exception 4 of 4: Failed to connect to EC2 instance metadata to retrieve credentials: Unable to get IAM security credentials from EC2 Instance Metadata Service..
        """;

    [Theory]
    [InlineData("Unable to find the \"default\" profile.", "no AWS credentials were found")]
    [InlineData("Unable to find the \"staging\" profile.", "the AWS profile cannot be used (Unable to find the \"staging\" profile)")]
    [InlineData(
        "No valid SSO Token could be found.",
        "the profile signs in by IAM Identity Center, and is not signed in (No valid SSO Token could be found)"
    )]
    public void SaysWhichPlaceForCredentialsFailed(string profile, string why)
    {
        var cause = new AmazonClientException(Chain.Replace("{0}", profile, StringComparison.Ordinal));

        Assert.Equal(why, AwsFaults.From(cause, "Cannot look", new(["ecr:Look"], "*")).Why);
    }

    [Fact]
    public void SaysThatNoAnswerCame()
    {
        // As the SDK wraps what it ends by its own limit.
        var cause = new TimeoutException("The operation was canceled.", new TaskCanceledException("The operation was canceled."));

        Assert.True(AwsFaults.IsFromAws(cause));
        Assert.False(AwsFaults.IsFromAws(new OperationCanceledException()));
        Assert.Equal(
            "Cannot look: AWS could not be reached: no answer came in time. Check the network, the proxy (HTTPS_PROXY, NO_PROXY) and AWS_ENDPOINT_URL.",
            AwsFaults.From(cause, "Cannot look", new(["ecr:Look"], "*")).Message
        );
    }

    [Fact]
    public void SaysThatNobodyListens()
    {
        var cause = new HttpRequestException("Connection refused (127.0.0.1:9)");

        Assert.Equal(
            "Cannot look: AWS could not be reached: the connection failed (Connection refused (127.0.0.1:9)). Check the network, the proxy (HTTPS_PROXY, NO_PROXY) and AWS_ENDPOINT_URL.",
            AwsFaults.From(cause, "Cannot look", new(["ecr:Look"], "*")).Message
        );
    }

    public static TheoryData<Exception, string> Connections =>
        new()
        {
            {
                Request("Name or service not known (sts.eu.example:443)", new SocketException((int)SocketError.HostNotFound)),
                "AWS could not be reached: the name of its host is not known (Name or service not known (sts.eu.example:443))"
            },
            {
                Request("Connection refused (127.0.0.1:9)", new SocketException((int)SocketError.ConnectionRefused)),
                "AWS could not be reached: nothing listens there (Connection refused (127.0.0.1:9))"
            },
            {
                Request("No route to host (10.0.0.9:443)", new SocketException((int)SocketError.HostUnreachable)),
                "AWS could not be reached: there is no way to it (no route to host)"
            },
            {
                Request(
                    "The SSL connection could not be established, see inner exception.",
                    new AuthenticationException(
                        "The remote certificate is invalid because of errors in the certificate chain: PartialChain"
                    )
                ),
                "AWS could not be reached: the authority that has signed the certificate of what answers is not trusted "
                    + "(The remote certificate is invalid because of errors in the certificate chain: PartialChain)"
            },
            { new TaskCanceledException("A task was canceled."), "AWS could not be reached: no answer came in time" },
            {
                new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely. (ResponseEnded)"),
                "AWS could not be reached: the connection ended before all of the answer was there"
            },
        };

    [Fact]
    public void NamesTheBundleWhereAnAuthorityIsNotTrusted() =>
        Assert.StartsWith(
            "Let AWS_CA_BUNDLE name a PEM file with that authority, ",
            UnreachableAws.Fix(UnreachableAws.Why(new AuthenticationException("The remote certificate is invalid: UntrustedRoot"))!),
            StringComparison.Ordinal
        );

    [Theory]
    [MemberData(nameof(Connections))]
    public void SaysWhatBecameOfTheConnection(Exception cause, string why)
    {
        Assert.Equal(why, AwsFaults.From(cause, "Cannot look", new(["ecr:Look"], "*")).Why);
        Assert.Equal(
            why,
            AwsFaults.From(new AmazonClientException("A WebException was thrown", cause), "Cannot look", new(["ecr:Look"], "*")).Why
        );
    }

    [Fact]
    public void SuspectsTheRegionOfAHostThatIsNotKnown() =>
        Assert.Equal(
            "Check the region (AWS_REGION, or that of the settings), the network, the proxy (HTTPS_PROXY, NO_PROXY) and AWS_ENDPOINT_URL.",
            AwsFaults
                .From(
                    Request(
                        "Name or service not known (sts.eu-centrl-1.amazonaws.com:443)",
                        new SocketException((int)SocketError.HostNotFound)
                    ),
                    "Cannot look",
                    new(["ecr:Look"], "*")
                )
                .Fix
        );

    [Fact]
    public void SaysThatTheProxyWantsALogin()
    {
        using var refused = new HttpResponseMessage(HttpStatusCode.ProxyAuthenticationRequired);
        var cause = UnusableAnswer.Of(new Uri("http://sts.example/"), refused)!;

        Assert.Equal(
            "Cannot look: the proxy asks for a user name and password, or does not accept those that it is given (407). "
                + "Write them into its address: HTTPS_PROXY=http://user:password@host:port.",
            AwsFaults.From(cause, "Cannot look", new(["ecr:Look"], "*")).Message
        );
        Assert.True(
            UnusableAnswer.IsLoginOfTheProxy(
                new(HttpRequestError.ProxyTunnelError, "The proxy tunnel request to proxy 'http://p/' failed with status code '407'.\"")
            )
        );
        Assert.False(
            UnusableAnswer.IsLoginOfTheProxy(
                new(HttpRequestError.ProxyTunnelError, "The proxy tunnel request to proxy 'http://p/' failed with status code '403'.\"")
            )
        );
    }

    [Fact]
    public void LetsTheSdksWordsNotStandAlone() =>
        Assert.Equal(
            "Cannot look: AWS's client did not get as far as asking (it says 'No RegionEndpoint or ServiceURL configured'). "
                + "Check AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL.",
            AwsFaults
                .From(new AmazonClientException("No RegionEndpoint or ServiceURL configured"), "Cannot look", new(["ecr:Look"], "*"))
                .Message
        );

    [Fact]
    public void KnowsAnswersThatAreNotOfAws()
    {
        var cause = new System.Xml.XmlException("Data at the root level is invalid.");

        Assert.True(AwsFaults.IsFromAws(cause));
        Assert.Equal(
            "Cannot look: what answered is not AWS. Check AWS_ENDPOINT_URL and the proxy (HTTPS_PROXY, NO_PROXY).",
            AwsFaults.From(cause, "Cannot look", new(["ecr:Look"], "*")).Message
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("!!!")]
    [InlineData("bm9jb2xvbg==")]
    [InlineData("QVdTOg==")]
    public void TakesNoTokenThatIsNone(string? token) =>
        Assert.Equal(
            "Cannot log in: what AWS answered holds no authorization token. Check AWS_ENDPOINT_URL and the proxy: something else than AWS may have answered.",
            Assert
                .Throws<StevedoreException>(() => Stevedore.Registries.AuthorizationToken.Read(token, "a token", "Cannot log in", new()))
                .Message
        );

    [Theory]
    [InlineData("not authorized to perform: ssm:GetParameter", "not authorized to perform: ssm:GetParameter")]
    [InlineData(
        "HTTP Body: <Error><Message>not authorized to perform: ssm:GetParameter</Message></Error>",
        "not authorized to perform: ssm:GetParameter"
    )]
    [InlineData(
        "HTTP Body: <Message><![CDATA[not authorized to perform: ssm:GetParameter]]></Message>",
        "not authorized to perform: ssm:GetParameter"
    )]
    [InlineData("HTTP Body: <Message>a &amp; b</Message>", "a & b")]
    [InlineData("HTTP Body: <Message>cut", "HTTP Body: <Message>cut")]
    [InlineData("The service returned an error with Error Code AccessDenied and HTTP Body: ", null)]
    public void SaysTheSentenceOfARefusalInXml(string message, string? sentence) => Assert.Equal(sentence, AwsWords.In(message));

    [Fact]
    public void NamesTheActionOfADenialInXml()
    {
        const string body =
            "Error Code AccessDenied and HTTP Body: <Error><Message><![CDATA[User: u is not authorized to perform: ssm:GetParameter]]></Message></Error>";
        var denied = AwsFaults.From(
            new AmazonServiceException(body, ErrorType.Sender, "AccessDenied", "r", HttpStatusCode.Forbidden),
            "Cannot read",
            new(["ssm:GetParameters"], "arn:aws:ssm:eu-central-1:1:parameter/p")
        );
        Assert.Equal("the role may not ssm:GetParameter on *: User: u is not authorized to perform: ssm:GetParameter", denied.Why);
    }

    [Theory]
    [InlineData("AccessDenied", "the role may not ssm:GetParameters on arn:aws:ssm:eu-central-1:1:parameter/p")]
    [InlineData("ServerException", "AWS answered ServerException")]
    public void SaysWhatItKnowsWhereTheSdkHasNoWords(string code, string why)
    {
        var refusal = new AmazonServiceException(
            $"The service returned an error with Error Code {code} and HTTP Body: ",
            ErrorType.Sender,
            code,
            "r",
            HttpStatusCode.Forbidden
        );
        Assert.Equal(why, AwsFaults.From(refusal, "Cannot read", new(["ssm:GetParameters"], "arn:aws:ssm:eu-central-1:1:parameter/p")).Why);
    }

    [Fact]
    public void TakesNetworkFailuresAndNothingElseForAws()
    {
        Assert.True(AwsFaults.IsFromAws(new HttpRequestException("x")));
        Assert.True(AwsFaults.IsFromAws(new IOException("The response ended prematurely.")));
        Assert.True(AwsFaults.IsFromAws(new AmazonClientException("x")));
        Assert.False(AwsFaults.IsFromAws(new InvalidOperationException("x")));
        Assert.False(AwsFaults.IsFromAws(new OperationCanceledException()));
    }

    [Fact]
    public void RepeatsNothingThatACredentialProcessPrints()
    {
        var program = new ProcessAWSCredentialException("Command returned non-zero exit value 3 with the error - s3cret");
        var error = AwsFaults.From(new AmazonClientException("s3cret", program), "Cannot look", new(["ecr:Look"], "*"));

        Assert.True(AwsFaults.IsFromAws(program));
        Assert.Equal(
            "Cannot look: the program that the AWS profile gets its credentials from (credential_process) ended with exit code 3. "
                + "`aws configure export-credentials`, with --profile for another than the default, runs it and shows what it says; "
                + "~/.aws/config names it.",
            error.Message
        );
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Command returned non-zero exit value 127 with the error - sh: 1: my-tool: not found", "ended with exit code 127")]
    [InlineData(
        "Command returned non-zero exit value 255 with the error - Your session has EXPIRED, s3cret",
        "ended with exit code 255: expired"
    )]
    [InlineData("An error occurred trying to start process 'x': No such file or directory", "failed: No such file or directory")]
    [InlineData("s3cret", "failed")]
    public void SaysHowACredentialProcessFailed(string said, string how) =>
        Assert.Equal(how, ProgramFault.Of(new AmazonClientException("x", new ProcessAWSCredentialException(said))));

    private static HttpRequestException Request(string message, Exception inner) => new(message, inner);

    private static AmazonServiceException Refusal(string? code) =>
        new("Because of it.", ErrorType.Sender, code, "request-1", HttpStatusCode.BadRequest);
}
