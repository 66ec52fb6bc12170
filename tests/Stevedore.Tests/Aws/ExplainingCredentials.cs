using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Stevedore.Aws;
using Xunit;

namespace Stevedore.Tests.Aws;

public sealed class ExplainingCredentials
{
    private const string Nothing = """
        Failed to resolve AWS credentials. The credential providers used to search for credentials returned the following errors:

        Exception 1 of 3: The environment variables AWS_ACCESS_KEY_ID/AWS_SECRET_ACCESS_KEY/AWS_SESSION_TOKEN were not set with AWS credentials.
        Exception 2 of 3: The webIdentityTokenFile must be an absolute path. (Parameter 'webIdentityTokenFile')
        Exception 3 of 3: Unable to find the "default" profile.
        """;

    private const string Login =
        "Exception 3 of 4: Assembly AWSSDK.Signin could not be found or loaded. This assembly must be available at runtime.";

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY is set, and AWS_ACCESS_KEY_ID is not")]
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE is set, and AWS_ROLE_ARN is not")]
    [InlineData("HOME", null)]
    public void SaysWhichVariableIsMissing(string set, string? why) => Assert.Equal(why, Source((set, "x")).Of(Fault(Nothing))?.Why);

    [Fact]
    public void BlamesNoHalfWhereAnotherPlaceFailed() =>
        Assert.Null(
            Source(("AWS_ACCESS_KEY_ID", "x"))
                .Of(
                    Fault(
                        Nothing.Replace(
                            "Unable to find the \"default\" profile.",
                            "No valid SSO Token could be found.",
                            StringComparison.Ordinal
                        )
                    )
                )
        );

    [Theory]
    [InlineData(
        "A token could not be loaded from the WebIdentityTokenFile.",
        "the file that AWS_WEB_IDENTITY_TOKEN_FILE names, /nonexistent/token, cannot be read",
        "Check that the token is there for this process, or unset AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN to use other credentials."
    )]
    [InlineData(
        Login,
        "the AWS profile 'p' is one of `aws login`, which the SDK here does not read",
        "Run `eval \"$(aws configure export-credentials --profile p --format env)\"` first, which gives them as variables, and unset AWS_PROFILE."
            + " To have them renewed, let it name a profile with `credential_process = aws configure export-credentials --profile <profile> --format process`."
    )]
    [InlineData(
        "The retrieved credentials have already expired: Now = 1, Credentials expiration = 0",
        "the program that the AWS profile 'p' gets its credentials from (credential_process) gave some that have expired",
        "Sign in again where it gets them; `aws configure export-credentials --profile p` shows until when they last. Check this machine's clock."
    )]
    [InlineData(
        "Cannot fetch credentials from container - the full URI contains an invalid host: http://evil.example/",
        "the SDK asks the host that AWS_CONTAINER_CREDENTIALS_FULL_URI names for no credentials over plain HTTP: "
            + "it is neither this machine nor the container's agent",
        "Give it an https:// address, or one of this machine, or unset AWS_CONTAINER_CREDENTIALS_FULL_URI to use other credentials."
    )]
    public void SaysWhichPlaceFailedAndWhatToDo(string said, string why, string fix)
    {
        var source = Source(
            new CredentialProfileOptions { CredentialProcess = "tool" },
            ("AWS_WEB_IDENTITY_TOKEN_FILE", "/nonexistent/token"),
            ("AWS_ROLE_ARN", "arn"),
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://evil.example/")
        );

        Assert.Equal(new CredentialReason(why, fix), source.Of(Fault(said)));
    }

    [Fact]
    public void SaysWhichPlaceIsSilent()
    {
        var process = new CredentialProfileOptions { CredentialProcess = "tool --secret" };
        var minute = TimeSpan.FromSeconds(60);

        Assert.Equal(
            new CredentialReason(
                "the program that the AWS profile 'p' gets its credentials from (credential_process) gave none within 60 seconds",
                "`aws configure export-credentials --profile p` runs it too: it may wait for input or a sign-in. ~/.aws/config names it."
            ),
            Source(process, ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "x")).Silent(minute)
        );
        Assert.Equal(
            new CredentialReason(
                "the endpoint that AWS_CONTAINER_CREDENTIALS_FULL_URI names gave no AWS credentials within 60 seconds",
                "Check that what gives credentials there is running, or unset AWS_CONTAINER_CREDENTIALS_FULL_URI to use other credentials."
            ),
            Source(("AWS_CONTAINER_CREDENTIALS_FULL_URI", "x")).Silent(minute)
        );
        Assert.Equal(
            "AWS gave no credentials for the token that AWS_WEB_IDENTITY_TOKEN_FILE names within 60 seconds",
            Source(("AWS_WEB_IDENTITY_TOKEN_FILE", "/t"), ("AWS_ROLE_ARN", "arn")).Silent(minute).Why
        );
        Assert.Equal(
            "the AWS profile 'p' gave no credentials within 60 seconds",
            Source(new CredentialProfileOptions()).Silent(minute).Why
        );
        Assert.Equal("no source of AWS credentials answered within 60 seconds", Source().Silent(minute).Why);
    }

    [Theory]
    [InlineData(
        "Line 1:<s3cret without section > in file /home/me/.aws/config does not contain a section, property or comment.",
        "line 1 of /home/me/.aws/config is neither a section, a setting nor a comment"
    )]
    [InlineData(
        "Line 3:<  b> in file /home/me/.aws/config does not contain a section, property or comment.",
        "line 3 of /home/me/.aws/config goes on with the value of the line above it, which the AWS CLI reads and the AWS SDK does not"
    )]
    [InlineData(
        "Line 1:<[profile p] # mine> in file /home/me/.aws/config does not contain a section, property or comment.",
        "line 1 of /home/me/.aws/config has a comment behind the name of its section, which the AWS CLI reads and the AWS SDK does not"
    )]
    [InlineData(
        "Invalid Configuration. Failed to find sso_session [nosuch]",
        "the AWS profile names an sso_session that ~/.aws/config does not have (Invalid Configuration. Failed to find sso_session [nosuch])"
    )]
    [InlineData(
        "The retrieved credentials have already expired: Now = 1",
        "the AWS credentials have expired (The retrieved credentials have already expired: Now = 1)"
    )]
    public void SaysWhatIsWrongInTheFile(string said, string why)
    {
        Assert.Equal(why, CredentialReason.Of(said)!.Why);
        Assert.Equal(
            why,
            CredentialReason.Of(Nothing.Replace("Unable to find the \"default\" profile.", said, StringComparison.Ordinal))!.Why
        );
    }

    [Theory]
    [InlineData(
        "Line 2:<s3cret\n> in file /home/me/.aws/config does not contain a section, property or comment.",
        "line 2 of /home/me/.aws/config is neither a section, a setting nor a comment. Correct it there."
    )]
    [InlineData("It is odd.", "It is odd. Correct ~/.aws/config, or the file that AWS_CONFIG_FILE names.")]
    public void SaysThatTheConfigurationCannotBeRead(string said, string rest)
    {
        var cause = new TypeInitializationException("Amazon.Runtime.Internal.FallbackInternalConfigurationFactory", Fault(said));

        Assert.Equal(
            $"Cannot read AWS's configuration: {rest}",
            Assert.Throws<StevedoreException>(() => ConfigurationFile.Read<int>(() => throw cause)).Message
        );
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", true)]
    [InlineData("http://localhost:4566", false)]
    [InlineData("https://sts.example/path", false)]
    public void TakesAnEmptyEndpointForNone(string? value, bool isEmpty)
    {
        Assert.Equal(isEmpty, EndpointVariable.IsEmpty("STS", name => name == "AWS_ENDPOINT_URL" ? value : null));
        Assert.Equal(
            isEmpty,
            EndpointVariable.IsEmpty("Secrets Manager", name => name == "AWS_ENDPOINT_URL_SECRETS_MANAGER" ? value : null)
        );
    }

    [Theory]
    [InlineData("localhost:4566")]
    [InlineData("//host")]
    [InlineData("ftp://me:pass-word@host")]
    [InlineData(" ")]
    public void TakesNoEndpointThatIsNoAddress(string value) =>
        Assert.Equal(
            "Cannot use AWS_ENDPOINT_URL_STS: it is not the address of a service. Write it as http://localhost:4566 or https://host, or unset it to ask AWS.",
            Assert
                .Throws<StevedoreException>(() =>
                    EndpointVariable.IsEmpty("STS", name => name == "AWS_ENDPOINT_URL_STS" ? value : "http://a")
                )
                .Message
        );

    [Theory]
    [InlineData("x", true, "AWS_ROLE_SESSION_NAME, 'x', is no name of a session", ", or unset it")]
    [InlineData("x", false, "the role_session_name of the AWS profile 'p' is no name of a session", "")]
    public void SaysWhichNameOfASessionIsNone(string name, bool isOfAToken, string why, string rest)
    {
        var source = Source(("AWS_ROLE_SESSION_NAME", name), ("AWS_WEB_IDENTITY_TOKEN_FILE", isOfAToken ? "/t" : ""));

        Assert.Equal(
            new CredentialReason(why, $"Write it with 2 to 64 letters, digits and characters of _+=,.@-{rest}."),
            source.Of(Fault("Exception 2 of 4: Value must match ^[\\w+=,.@-]{2,64}$ (Parameter 'roleSessionName')"))
        );
    }

    [Fact]
    public void SaysThatAPortalHasNoRegion() =>
        Assert.Equal(
            "the AWS profile 'p' signs in by IAM Identity Center, and has no sso_region",
            Source(new CredentialProfileOptions { SsoAccountId = "1" }).Of(Fault("Value cannot be null. (Parameter 'region')"))!.Why
        );

    private static CredentialSource Source(params (string Name, string Value)[] variables) => Source(null, variables);

    private static CredentialSource Source(CredentialProfileOptions? profile, params (string Name, string Value)[] variables) =>
        new(name => variables.FirstOrDefault(one => one.Name == name).Value, "p", profile);

    private static AmazonClientException Fault(string message) => new(message);
}
