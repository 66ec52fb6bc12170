using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Stevedore.Tests.Compat.Aws;
using Xunit;

namespace Stevedore.Tests.Aws;

/// <summary>What gives credentials is asked by the clients of the run, and no other host gets to see a token.</summary>
[Collection(AwsEnvironment.Collection)]
public sealed class AskingForCredentials : IDisposable
{
    private const string Complete =
        """{"roleCredentials":{"accessKeyId":"AKIDPORTAL","secretAccessKey":"s","sessionToken":"t","expiration":4102444800000}}""";

    private readonly AwsEnvironment environment = new();
    private readonly TemporaryFolder home = new();
    private readonly StubEndpoint other = new(StubAnswer.Ok(Complete));
    private readonly AwsClients clients;
    private readonly string? before = Environment.GetEnvironmentVariable("HOME");

    public AskingForCredentials()
    {
        environment.With("AWS_REGION", "eu-central-1");
        Environment.SetEnvironmentVariable("HOME", home.Path);
        clients = new(TimeProvider.System, new AwsHttp(TimeProvider.System), TimeSpan.FromSeconds(20));
    }

    public static TheoryData<int> Redirects => [301, 302, 307, 308];

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task FollowsNoRedirectWithTheTokenOfAPortal(int status)
    {
        SignIn(DateTime.UtcNow.AddHours(5));
        using var portal = new StubEndpoint(To(other.Url, status));

        var error = await Fault(portal);

        Assert.Empty(other.Requests);
        Assert.StartsWith("something else than AWS answered: it redirects to http://127.0.0.1:", error.Why, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task FollowsNoneWhereTheTokenIsRenewed(int status)
    {
        SignIn(DateTime.UtcNow.AddHours(-1));
        using var portal = new StubEndpoint(To(other.Url, status));

        var error = await Fault(portal);

        Assert.Empty(other.Requests);
        Assert.Contains("client-secret", portal.Requests[0].Body, StringComparison.Ordinal);
        Assert.StartsWith("something else than AWS answered: it redirects to http://127.0.0.1:", error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakesWhatThePortalGives()
    {
        SignIn(DateTime.UtcNow.AddHours(5));

        Assert.Equal("AKIDPORTAL", (await Portal(other).GetCredentialsAsync()).AccessKey);
        Assert.Equal("access-token", other.Request.Headers["x-amz-sso_bearer_token"]);
    }

    [Fact]
    public async Task TakesATokenThatIsNotToBeRenewedToItsEnd()
    {
        SignIn(DateTime.UtcNow.AddMinutes(2), registeredUntil: "2020-01-01T00:00:00Z");
        using var portal = new StubEndpoint(
            new StubAnswer(400, """{"error":"invalid_client"}""") { Headers = new() { ["x-amzn-ErrorType"] = "InvalidClientException" } },
            StubAnswer.Ok(Complete)
        );

        Assert.Equal("AKIDPORTAL", (await Portal(portal).GetCredentialsAsync()).AccessKey);
        Assert.Equal("access-token", portal.Requests[^1].Headers["x-amz-sso_bearer_token"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"roleCredentials":{}}""")]
    [InlineData("""{"roleCredentials":{"accessKeyId":"a","expiration":4102444800000}}""")]
    public async Task SaysThatThePortalAnswersWithoutCredentials(string body)
    {
        SignIn(DateTime.UtcNow.AddHours(5));
        using var portal = new StubEndpoint(StubAnswer.Ok(body));

        Assert.Equal("AWS answered without complete credentials for the role Dev of account 123456789012", (await Fault(portal)).Why);
    }

    [Fact]
    public async Task SaysThatThePortalCannotBeReached()
    {
        SignIn(DateTime.UtcNow.AddHours(5));
        environment.With("AWS_ENDPOINT_URL", "http://127.0.0.1:9/").With("AWS_MAX_ATTEMPTS", "1");

        var error = Said(await Assert.ThrowsAnyAsync<Exception>(Portal().GetCredentialsAsync));

        Assert.StartsWith(
            "IAM Identity Center, which the AWS profile signs in by, could not be reached: nothing listens there (",
            error.Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task SaysTheSameWhereTheTokenIsToBeRenewed()
    {
        SignIn(DateTime.UtcNow.AddHours(-1));
        environment.With("AWS_ENDPOINT_URL", "http://127.0.0.1:9/").With("AWS_MAX_ATTEMPTS", "1");

        Assert.StartsWith(
            "IAM Identity Center, which the AWS profile signs in by, could not be reached: ",
            Said(await Assert.ThrowsAnyAsync<Exception>(Portal().GetCredentialsAsync)).Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task SaysThatNobodyIsSignedIn()
    {
        var error = Said(await Assert.ThrowsAnyAsync<Exception>(Portal().GetCredentialsAsync));

        Assert.Equal(
            (
                "the profile signs in by IAM Identity Center, and is not signed in (No valid SSO Token could be found)",
                "Run `aws sso login`, with --profile for another than the default."
            ),
            (error.Why, error.Fix)
        );
    }

    [Theory]
    [InlineData(401, "UnauthorizedException", "IAM Identity Center no longer accepts the sign-in of the AWS profile")]
    [InlineData(403, "ForbiddenException", "IAM Identity Center gives no credentials for the role Dev of account 123456789012 (No access)")]
    public async Task SaysWhyThePortalRefuses(int status, string code, string why)
    {
        SignIn(DateTime.UtcNow.AddHours(5));
        using var portal = new StubEndpoint(
            new StubAnswer(status, """{"message":"No access"}""") { Headers = new() { ["x-amzn-ErrorType"] = code } }
        );

        Assert.Equal(why, (await Fault(portal)).Why);
    }

    [Theory]
    [InlineData("<AssumeRoleResponse><AssumeRoleResult/></AssumeRoleResponse>")]
    [InlineData("<AssumeRoleResponse><AssumeRoleResult><Credentials/></AssumeRoleResult></AssumeRoleResponse>")]
    public async Task SaysThatARoleIsAnsweredWithoutCredentials(string body)
    {
        using var sts = new StubEndpoint(StubAnswer.Ok(body));
        environment.With("AWS_ENDPOINT_URL", sts.Url);
        var role = clients.Used(new AssumeRoleAWSCredentials(AwsEnvironment.Credentials, "arn:aws:iam::123456789012:role/ship", "s"));

        Assert.Equal(
            "AWS answered without complete credentials for the role arn:aws:iam::123456789012:role/ship",
            Said(await Assert.ThrowsAnyAsync<Exception>(role.GetCredentialsAsync)).Why
        );
    }

    [Fact]
    public async Task SaysWhichOfTwoRolesThatIs()
    {
        using var sts = new StubEndpoint(
            StubAnswer.Ok("<AssumeRoleResponse><AssumeRoleResult><Credentials/></AssumeRoleResult></AssumeRoleResponse>")
        );
        environment.With("AWS_ENDPOINT_URL", sts.Url);
        var source = new AssumeRoleAWSCredentials(AwsEnvironment.Credentials, "arn:aws:iam::123456789012:role/hub", "s");
        var role = clients.Used(new AssumeRoleAWSCredentials(source, "arn:aws:iam::210987654321:role/ship", "s"));

        Assert.Equal(
            "AWS answered without complete credentials for the role arn:aws:iam::123456789012:role/hub",
            Said(await Assert.ThrowsAnyAsync<Exception>(role.GetCredentialsAsync)).Why
        );
    }

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task FollowsNoRedirectOfAContainersEndpoint(int status)
    {
        using var agent = new StubEndpoint(To($"{other.Url}x?token=abc", status));

        Assert.Equal(
            "the endpoint that AWS_CONTAINER_CREDENTIALS_FULL_URI names gave no AWS credentials: "
                + $"something else than AWS answered: it redirects to {other.Url.TrimEnd('/')}",
            Said(await Assert.ThrowsAnyAsync<Exception>(Container(agent.Url).GetCredentialsAsync)).Why
        );
        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData(200, "{}", "its answer lacks AccessKeyId, SecretAccessKey, Expiration")]
    [InlineData(200, """{"AccessKeyId":"a","SecretAccessKey":""}""", "its answer lacks SecretAccessKey, Expiration")]
    [InlineData(200, """{"AccessKeyId":"a","SecretAccessKey":"b","Expiration":"soon"}""", "the Expiration of its answer is no date")]
    [InlineData(200, """{"Code":"AssumeRoleUnauthorizedAccess","Message":"No."}""", "it answered AssumeRoleUnauthorizedAccess: No")]
    [InlineData(200, "<html>hello</html>", "its answer is no JSON object")]
    [InlineData(200, "[]", "its answer is no JSON object")]
    [InlineData(403, "forbidden", "it answered 403: forbidden")]
    [InlineData(500, "", "it answered 500")]
    public async Task SaysWhatAContainersEndpointLacks(int status, string body, string why)
    {
        using var agent = new StubEndpoint(new StubAnswer(status, body));

        Assert.Equal(
            $"the endpoint that AWS_CONTAINER_CREDENTIALS_FULL_URI names gave no AWS credentials: {why}",
            Said(await Assert.ThrowsAnyAsync<Exception>(Container(agent.Url).GetCredentialsAsync)).Why
        );
    }

    [Fact]
    public async Task TakesWhatAContainersEndpointGives()
    {
        using var agent = new StubEndpoint(
            StubAnswer.Ok("""{"AccessKeyId":"AKIDAGENT","SecretAccessKey":"b","Token":"c","Expiration":"2100-01-01T00:00:00Z"}""")
        );
        environment.With("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic abc");

        var given = await Container(agent.Url).GetCredentialsAsync();

        Assert.Equal(("AKIDAGENT", "b", "c"), (given.AccessKey, given.SecretKey, given.Token));
        Assert.Equal("Basic abc", agent.Request.Headers["Authorization"]);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(429)]
    public async Task AsksAContainersEndpointAgainThatIsBusy(int status)
    {
        using var agent = new StubEndpoint(
            new StubAnswer(status, "busy"),
            StubAnswer.Ok("""{"AccessKeyId":"AKIDAGENT","SecretAccessKey":"b","Token":"c","Expiration":"2100-01-01T00:00:00Z"}""")
        );

        Assert.Equal("AKIDAGENT", (await Container(agent.Url).GetCredentialsAsync()).AccessKey);
        Assert.Equal(2, agent.Requests.Length);
    }

    [Theory]
    [InlineData(403, 1)]
    [InlineData(503, 3)]
    public async Task GivesAContainersEndpointUp(int status, int requests)
    {
        using var agent = new StubEndpoint(new StubAnswer(status, "no"));

        await Assert.ThrowsAnyAsync<Exception>(Container(agent.Url).GetCredentialsAsync);
        Assert.Equal(requests, agent.Requests.Length);
    }

    [Fact]
    public async Task SendsNoTokenWithALineBreak()
    {
        environment.With("AWS_CONTAINER_AUTHORIZATION_TOKEN", "abc\r\nHost: elsewhere");

        Assert.Equal(
            "the token that AWS_CONTAINER_AUTHORIZATION_TOKEN gives has a line break or another control character in it",
            Said(await Assert.ThrowsAnyAsync<Exception>(Container(other.Url).GetCredentialsAsync)).Why
        );
        Assert.Empty(other.Requests);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("HOME", before);
        clients.Dispose();
        other.Dispose();
        home.Dispose();
        environment.Dispose();
    }

    private static StubAnswer To(string place, int status) => new(status, "moved") { Headers = new() { ["Location"] = place } };

    private static StevedoreException Said(Exception cause) => AwsFaults.From(cause, "Cannot look", new PolicyStatement(["a:B"], "*"));

    private async Task<StevedoreException> Fault(StubEndpoint portal) =>
        Said(await Assert.ThrowsAnyAsync<Exception>(Portal(portal).GetCredentialsAsync));

    private AWSCredentials Portal(StubEndpoint? at = null)
    {
        if (at is not null)
        {
            environment.With("AWS_ENDPOINT_URL", at.Url);
        }

        return clients.Used(
            new SSOAWSCredentials(
                "123456789012",
                "eu-central-1",
                "Dev",
                "https://corp.awsapps.com/start",
                new SSOAWSCredentialsOptions { SessionName = "corp" }
            )
        );
    }

    private AWSCredentials Container(string address)
    {
        environment.With("AWS_CONTAINER_CREDENTIALS_FULL_URI", address);
        return clients.Used(new GenericContainerCredentials());
    }

    private void SignIn(DateTime until, string registeredUntil = "2099-01-01T00:00:00Z")
    {
        var folder = Directory.CreateDirectory(Path.Combine(home.Path, ".aws", "sso", "cache"));
#pragma warning disable CA5350 // The AWS CLI names the file so.
        var name = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes("corp")));
#pragma warning restore CA5350
        File.WriteAllText(
            Path.Combine(folder.FullName, $"{name}.json"),
            $$"""
            {"startUrl":"https://corp.awsapps.com/start","region":"eu-central-1","accessToken":"access-token","expiresAt":"{{until:yyyy-MM-ddTHH:mm:ssZ}}",
             "clientId":"client","clientSecret":"client-secret","registrationExpiresAt":"{{registeredUntil}}","refreshToken":"refresh-token"}
            """
        );
    }
}
