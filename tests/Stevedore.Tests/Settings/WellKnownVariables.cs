using Xunit;

namespace Stevedore.Tests.Settings;

public sealed class WellKnownVariables
{
    private const string Uri = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web";

    private const string Hub = """
        { "images": { "web": {} }, "registries": { "hub": { "type": "docker-hub" } } }
        """;

    [Theory]
    [InlineData("AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=us-east-1", "registries.ecr.region", "\"eu-west-1\" from AWS_REGION")]
    [InlineData("AWS_DEFAULT_REGION=us-east-1", "registries.ecr.region", "\"us-east-1\" from AWS_DEFAULT_REGION")]
    [InlineData("AWS_ACCOUNT_ID=111122223333", "registries.ecr.account", "\"111122223333\" from AWS_ACCOUNT_ID")]
    [InlineData("REPOSITORY_URI=" + Uri, "registries.ecr.account", "\"111122223333\" from REPOSITORY_URI")]
    [InlineData("REPOSITORY_URI=" + Uri + " AWS_REGION=us-east-1", "registries.ecr.region", "\"eu-west-1\" from REPOSITORY_URI")]
    [InlineData("REPOSITORY_URI=" + Uri, "images.web.repository", "\"shop/web\" from REPOSITORY_URI")]
    [InlineData("REPOSITORY_URI=" + Uri + ":latest", "images.web.repository", "\"shop/web\" from REPOSITORY_URI")]
    [InlineData("AWS_ECR_REPOSITORY_URI=" + Uri + " REPOSITORY_URI=x", "images.web.container", "\"web\" from default")]
    [InlineData("IMAGE_REPO_NAME=a ECR_REPO_NAME=b REPOSITORY_URI=" + Uri, "images.web.repository", "\"a\" from IMAGE_REPO_NAME")]
    [InlineData("ECR_REPO_NAME=b REPOSITORY_URI=" + Uri, "images.web.repository", "\"b\" from ECR_REPO_NAME")]
    [InlineData("IMAGE_TAG=latest", "tags", "[\"{sha:8}\",\"latest\"] from default")]
    public void FillInWhatNobodySaid(string variables, string path, string value) =>
        Assert.Equal(value, new Given(Given.OneImage) { Environment = Of(variables) }.Value(path));

    [Fact]
    public void NameTheSourceOfTheAddedTag() =>
        Assert.Equal(
            "IMAGE_TAG",
            new Given(Given.OneImage) { Environment = Of("IMAGE_TAG=latest") }
                .Resolve()
                .SourceOf("tags.1")
                .Text
        );

    [Fact]
    public void DoNotAddATagTwice() =>
        Assert.Equal(
            "[\"{sha:8}\",\"latest\"] from stevedore.json:1",
            new Given("""{ "images": { "web": {} }, "tags": ["{sha:8}", "latest"] }""") { Environment = Of("IMAGE_TAG=latest") }.Value(
                "tags"
            )
        );

    [Fact]
    public void DoNotNameTheRepositoryOfOneImageAmongSeveral() =>
        Assert.Equal(
            "\"web\" from default",
            new Given("""{ "images": { "web": {}, "api": {} } }""") { Environment = Of("IMAGE_REPO_NAME=shop") }.Value(
                "images.web.repository"
            )
        );

    [Fact]
    public void MustAgreeWithTheAccountAndRegionOfTheSettings() =>
        Assert.Equal(
            """
            Cannot use stevedore.json: it has 2 faults. Correct them:
              line 2: registries.ecr.account: '444455556666' disagrees with '111122223333' in the host of REPOSITORY_URI; correct one, or unset the variable
              line 3: registries.ecr.region: 'us-east-1' disagrees with 'eu-west-1' in the host of REPOSITORY_URI; correct one, or unset the variable
            """,
            new Given(
                """
                { "images": { "web": {} }, "registries": { "ecr": { "type": "ecr",
                  "account": "444455556666",
                  "region": "us-east-1" } } }
                """
            )
            {
                Environment = Of("REPOSITORY_URI=" + Uri),
            }.Fault()
        );

    [Fact]
    public void MustAgreeWithEachOther() =>
        Assert.Equal(
            "Cannot use AWS_ACCOUNT_ID: '444455556666' disagrees with '111122223333' in the host of REPOSITORY_URI. Correct one, or unset the variable.",
            new Given(Given.OneImage) { Environment = Of("AWS_ACCOUNT_ID=444455556666 REPOSITORY_URI=" + Uri) }.Fault()
        );

    [Theory]
    [InlineData("AWS_REGION=Ireland", "Cannot use AWS_REGION: 'Ireland' is not an AWS region. Write it like eu-west-1.")]
    [InlineData(
        "AWS_ACCOUNT_ID=1",
        "Cannot use AWS_ACCOUNT_ID: '1' is not an AWS account. Write its 12 digits, in quotes and with leading zeros."
    )]
    [InlineData(
        "IMAGE_TAG={commit}",
        "Cannot use IMAGE_TAG: '{commit}' is not a placeholder. Use one of {sha}, {sha:N}, {branch}, {tag}, {version}, {build}, {date:FORMAT}, {base:N}; write {{ and }} for braces."
    )]
    public void AreCheckedLikeOtherValues(string variables, string message) =>
        Assert.Equal(message, new Given(Given.OneImage) { Environment = Of(variables) }.Fault());

    [Theory]
    [InlineData("DOCKER_USERNAME=ann DOCKER_TOKEN=secret", "DOCKER_USERNAME", "DOCKER_TOKEN")]
    [InlineData("DOCKERHUB_USER=ann DOCKERHUB_TOKEN=secret", "DOCKERHUB_USER", "DOCKERHUB_TOKEN")]
    [InlineData("DOCKER_USERNAME=bob DOCKERHUB_USER=ann DOCKERHUB_TOKEN=secret", "DOCKERHUB_USER", "DOCKERHUB_TOKEN")]
    public void NameTheCredentialsOfDockerHubAndItsNamespace(string variables, string user, string token)
    {
        Given given = new(Hub) { Environment = Of(variables) };
        Assert.Equal(
            $$$"""{"environment":{"username":"{{{user}}}","password":"{{{token}}}"}} from default""",
            given.Value("registries.hub.credentials")
        );
        Assert.Equal($"\"ann\" from {user}", given.Value("registries.hub.namespace"));
    }

    [Fact]
    public void DoNotShowATokenInTheUserNamesPlace() =>
        Assert.Equal(
            "Cannot use DOCKER_USERNAME: is a token, not a namespace of Docker Hub. Use the user or the organization, in lower case.",
            new Given(Hub) { Environment = Of("DOCKER_USERNAME=dckr_pat_AbCd1234 DOCKER_TOKEN=ann") }.Fault()
        );

    [Theory]
    [InlineData("DOCKER_USERNAME=ci@acme.example DOCKER_TOKEN=x", "DOCKER_USERNAME")]
    [InlineData("DOCKERHUB_USER=ci@acme.example DOCKERHUB_TOKEN=x", "DOCKERHUB_USER")]
    public void SayThatAnAddressIsNoNamespace(string variables, string variable) =>
        Assert.Equal(
            $"Cannot use {variable}: 'ci@acme.example' is an e-mail address, which logs in and is no namespace of Docker Hub. "
                + "Set the registry's namespace to the user or the organization, in lower case.",
            new Given(Hub) { Environment = Of(variables) }.Fault()
        );

    [Fact]
    public void SayThatAnAddressInTheSettingsIsNoNamespace() =>
        Assert.Equal(
            "Cannot use stevedore.json: line 1: registries.hub.namespace: 'ci@acme.example' is an e-mail address, which logs in and is no namespace "
                + "of Docker Hub. Set the registry's namespace to the user or the organization, in lower case.",
            new Given(
                """{ "images": { "web": {} }, "registries": { "hub": { "type": "docker-hub", "credentials": { "secretsManager": "s", "username": "ci@acme.example" } } } }"""
            ).Fault()
        );

    [Theory]
    [InlineData("\"namespace\": \"acme\"")]
    [InlineData("\"push\": false")]
    public void MayBeAnAddressThatIsNoNamespace(string key) =>
        _ = new Given($$"""{ "images": { "web": {} }, "registries": { "hub": { "type": "docker-hub", {{key}} } } }""")
        {
            Environment = Of("DOCKER_USERNAME=ci@acme.example DOCKER_TOKEN=x"),
        }.Resolve();

    [Fact]
    public void SayThatAUserInCapitalsIsNoNamespace() =>
        Assert.Equal(
            "Cannot use DOCKER_USERNAME: 'Acme' is not a namespace of Docker Hub. Use the user or the organization, in lower case.",
            new Given(Hub) { Environment = Of("DOCKER_USERNAME=Acme DOCKER_TOKEN=x") }.Fault()
        );

    [Theory]
    [InlineData("team/my.web.app", "my-web-app")]
    [InlineData("team/a_b-c.d", "a_b-c-d")]
    [InlineData("team/web", "web")]
    public void NameAContainerThatEcsAllows(string repository, string container) =>
        Assert.Equal(
            container,
            new Given(File: null) { Environment = Of($"IMAGE_REPO_NAME={repository}") }
                .Resolve()
                .Values.Images!.Values.Single()
                .Container
        );

    [Fact]
    public void LeaveConfiguredCredentialsAlone() =>
        Assert.Equal(
            "\"docker-config\" from stevedore.json:1",
            new Given(
                """{ "images": { "web": {} }, "registries": { "hub": { "type": "docker-hub", "namespace": "acme", "credentials": "docker-config" } } }"""
            )
            {
                Environment = Of("DOCKER_USERNAME=ann DOCKER_TOKEN=secret"),
            }.Value("registries.hub.credentials")
        );

    [Fact]
    public void NameTheNamespaceOfConfiguredVariables() =>
        Assert.Equal(
            "\"ann\" from HUB_USER",
            new Given(
                """{ "images": { "web": {} }, "registries": { "hub": { "type": "docker-hub", "credentials": { "environment": { "username": "HUB_USER", "password": "HUB_TOKEN" } } } } }"""
            )
            {
                Environment = Of("HUB_USER=ann"),
            }.Value("registries.hub.namespace")
        );

    [Fact]
    public void NeedNotNameTheNamespaceOfAUserWhoIsNamed() =>
        Assert.Equal(
            "\"ann\" from stevedore.json:2",
            new Given(
                """
                { "images": { "web": {} }, "registries": { "hub": { "type": "docker-hub", "credentials": {
                  "secretsManager": "hub-token", "username": "ann" } } } }
                """
            ).Value("registries.hub.namespace")
        );

    private static Dictionary<string, string> Of(string variables) =>
        variables.Split(' ').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
}
