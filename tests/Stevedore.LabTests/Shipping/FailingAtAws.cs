using System.Text;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class FailingAtAws(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = SampleRepository.WithOneImage();

    private string Arn => $"arn:aws:ecr:eu-central-1:123456789012:repository/{repository.Name}/web";

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task SaysThatThereAreNoCredentials()
    {
        var host = new BuildHost(lab, repository).With("AWS_ACCESS_KEY_ID", null).With("AWS_SECRET_ACCESS_KEY", null);

        (await host.Run("--target=Ship")).FailsWith(
            "Cannot tell the account of registries.ecr: no AWS credentials were found. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, "
                + "or run where a role is attached (CodeBuild's service role)."
        );
        Assert.Empty(repository.Outputs);
    }

    [Fact]
    public async Task NamesTheActionTheResourceAndTheStatementOfADeniedLogin()
    {
        await using var aws = new AwsStub(lab).Deny("GetAuthorizationToken", "*");

        var result = await aws.In(new(lab, repository)).Run("--target=Ship");

        result.FailsWith(
            $"Cannot log in to {SampleRepository.Host}: the role may not ecr:GetAuthorizationToken on *: {AwsStub.Denial("GetAuthorizationToken", "*")}. "
                + """Add to its policy: {"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}."""
        );
        Assert.Empty(repository.Outputs);
    }

    [Theory]
    [InlineData("DescribeRepositories", "look up")]
    [InlineData("CreateRepository", "create")]
    public async Task OnlyWarnsWhenTheRepositoryMayNotBeLookedUpOrCreated(string action, string verb)
    {
        await using var aws = new AwsStub(lab).Deny(action, Arn);

        var result = (await aws.In(new(lab, repository)).Run("--target=Ship")).Succeeds();

        Assert.Contains(
            $"May not {verb} {repository.Web} (ecr:{action} on {Arn}); the push decides.",
            result.StandardOutput + result.StandardError
        );
        Assert.Equal([repository.Tag], await new LabRegistry(lab).Tags($"{repository.Name}/web"));
    }

    [Fact]
    public async Task SaysHowToCreateARepositoryThatIsMissing()
    {
        var result = await new BuildHost(lab, repository)
            .With("STEVEDORE__REGISTRIES__ECR__CREATEREPOSITORIES", "false")
            .Run("--target=Ship");

        result.FailsWith(
            $"Cannot push {repository.Web}: repository '{repository.Name}/web' does not exist. "
                + $"Create it with `aws ecr create-repository --repository-name {repository.Name}/web --region eu-central-1`, "
                + "or set registries.ecr.createRepositories to true."
        );
        Assert.Empty(repository.Outputs);
    }

    [Fact]
    public async Task SaysThatTheRegistryRefusesTheToken()
    {
        var token = Convert.ToBase64String(Encoding.UTF8.GetBytes("AWS:of-another-account"));
        await using var aws = new AwsStub(lab).Answer(
            "GetAuthorizationToken",
            $$"""{"authorizationData":[{"authorizationToken":"{{token}}","proxyEndpoint":"https://{{SampleRepository.Host}}"}]}"""
        );

        var result = await aws.In(new(lab, repository)).Run("--target=Ship");

        result.FailsWith(
            $"Cannot log in to {SampleRepository.Host}: it does not accept an ECR authorization token for eu-central-1: "
                + "the registry answered 401 Unauthorized (authentication required). "
                + "Check account, region and role of registries.ecr: its token must be of the same account and region."
        );
        Assert.Empty(repository.Outputs);
    }
}
