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
    private const string Host = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
    private const string Arn = "arn:aws:ecr:eu-central-1:123456789012:repository/web";
    private readonly IAwsClients aws = Substitute.For<IAwsClients>();
    private readonly IAmazonECR ecr = Substitute.For<IAmazonECR>();
    private readonly IAmazonSecurityTokenService sts = Substitute.For<IAmazonSecurityTokenService>();

    public AskingEcr()
    {
        aws.Ecr("eu-central-1", Arg.Any<string?>()).Returns(ecr);
        aws.SecurityToken("eu-central-1", Arg.Any<string?>()).Returns(sts);
        sts.GetCallerIdentityAsync(Arg.Any<GetCallerIdentityRequest>(), Arg.Any<CancellationToken>())
            .Returns(new GetCallerIdentityResponse { Account = "123456789012" });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        ecr.Dispose();
        sts.Dispose();
    }

    [Fact]
    public async Task AsksForWhatTheSettingsLeaveOpen()
    {
        aws.DefaultRegion().Returns("eu-central-1");

        Assert.Equal(new RegistryFacts("123456789012", "eu-central-1"), await Kind.Ask(Plan(new()) with { Account = null, Region = null }, Token));
    }

    [Fact]
    public async Task AsksAsTheRole()
    {
        await Kind.Ask(Plan(new() { Role = "arn:aws:iam::1:role/x" }) with { Account = null }, Token);

        aws.Received().SecurityToken("eu-central-1", "arn:aws:iam::1:role/x");
    }

    [Fact]
    public async Task NeedsARegion()
    {
        aws.DefaultRegion().Returns((string?)null);

        Assert.Equal(
            "Cannot tell the region of registries.ecr: neither the settings, AWS_REGION, AWS_DEFAULT_REGION nor the AWS profile names one. "
                + "Set AWS_REGION, or registries.ecr.region.",
            (await Assert.ThrowsAsync<StevedoreException>(() => Kind.Ask(Plan(new()) with { Region = null }, Token))).Message
        );
    }

    [Fact]
    public async Task DecodesTheToken()
    {
        ecr.GetAuthorizationTokenAsync(Arg.Any<GetAuthorizationTokenRequest>(), Arg.Any<CancellationToken>())
            .Returns(
                new GetAuthorizationTokenResponse
                {
                    AuthorizationData = [new() { AuthorizationToken = Convert.ToBase64String("AWS:to:ken"u8) }],
                }
            );

        var credential = (await Kind.LogIn(Plan(new()), Token))!;

        Assert.Equal(("AWS", "to:ken"), (credential.Username, credential.Password.Reveal()));
        Assert.DoesNotContain("to:ken", credential.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysWhichRightALoginLacks()
    {
        ecr.GetAuthorizationTokenAsync(Arg.Any<GetAuthorizationTokenRequest>(), Arg.Any<CancellationToken>()).ThrowsAsync(Denied());

        var error = await Assert.ThrowsAsync<StevedoreException>(() => Kind.LogIn(Plan(new()), Token));

        Assert.Equal($"Cannot log in to {Host}", error.What);
        Assert.Contains("""{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}""", error.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IMMUTABLE", true)]
    [InlineData("IMMUTABLE_WITH_EXCLUSION", true)]
    [InlineData("MUTABLE", false)]
    [InlineData(null, false)]
    public async Task ReadsWhetherTagsAreImmutable(string? mutability, bool expected)
    {
        var repository = new Repository { ImageTagMutability = mutability is null ? null : new ImageTagMutability(mutability) };
        ecr.DescribeRepositoriesAsync(Arg.Any<DescribeRepositoriesRequest>(), Arg.Any<CancellationToken>())
            .Returns(new DescribeRepositoriesResponse { Repositories = [repository] });

        Assert.Equal(new(expected, null), await Ensure(new()));
        await ecr.Received()
            .DescribeRepositoriesAsync(
                Arg.Is<DescribeRepositoriesRequest>(request => request.RegistryId == "123456789012" && request.RepositoryNames!.Single() == "web"),
                Arg.Any<CancellationToken>()
            );
    }

    [Fact]
    public async Task CreatesWithImmutableTagsButForTheMovingOnes()
    {
        Missing();

        Assert.Equal(new(true, $"Created the repository {Host}/web."), await Ensure(new(), "latest", "*-dirty"));

        var request = Created();
        Assert.Equal(("web", "123456789012"), (request.RepositoryName, request.RegistryId));
        Assert.True(request.ImageScanningConfiguration!.ScanOnPush);
        Assert.Equal(ImageTagMutability.IMMUTABLE_WITH_EXCLUSION, request.ImageTagMutability);
        Assert.Equal(
            [("latest", ImageTagMutabilityExclusionFilterType.WILDCARD), ("*-dirty", ImageTagMutabilityExclusionFilterType.WILDCARD)],
            request.ImageTagMutabilityExclusionFilters!.Select(filter => (filter.Filter, filter.FilterType))
        );
    }

    [Fact]
    public async Task CreatesImmutableWithoutMovingTags()
    {
        Missing();

        await Ensure(new());

        Assert.Equal(ImageTagMutability.IMMUTABLE, Created().ImageTagMutability);
        Assert.Null(Created().ImageTagMutabilityExclusionFilters);
    }

    [Fact]
    public async Task CreatesMutableWhereThatIsChosen()
    {
        Missing();

        Assert.False((await Ensure(new() { ImmutableTags = false }, "latest")).HasImmutableTags);
        Assert.Equal(ImageTagMutability.MUTABLE, Created().ImageTagMutability);
    }

    [Fact]
    public async Task RefusesMoreMovingTagsThanEcrExcludes()
    {
        Missing();

        var error = await Assert.ThrowsAsync<StevedoreException>(() => Ensure(new(), "a", "b", "c", "d", "e", "*-dirty"));

        Assert.Equal(
            $"Cannot create {Host}/web with immutable tags: 6 tags must stay mutable (a, b, c, d, e, *-dirty), and ECR excludes 5 at most. "
                + "Set fewer moving tags, or registries.ecr.immutableTags to false.",
            error.Message
        );
    }

    [Fact]
    public async Task RefusesAMissingRepositoryThatIsNotToBeCreated()
    {
        Missing();

        var error = await Assert.ThrowsAsync<StevedoreException>(() => Ensure(new() { CreateRepositories = false }));

        Assert.Equal(
            $"Cannot push {Host}/web: repository 'web' does not exist. Create it with `aws ecr create-repository --repository-name web "
                + "--region eu-central-1`, or set registries.ecr.createRepositories to true.",
            error.Message
        );
    }

    [Fact]
    public async Task KnowsNothingOfOneThatAnotherRunCreatesMeanwhile()
    {
        Missing();
        Creating(new RepositoryAlreadyExistsException("there"));

        Assert.Equal(RepositoryState.Unknown, await Ensure(new()));
    }

    [Fact]
    public async Task OnlyNotesALookUpThatIsDenied()
    {
        Describing(Denied());

        Assert.Equal(
            new(null, $"May not look up {Host}/web (ecr:DescribeRepositories on {Arn}); the push decides."),
            await Ensure(new())
        );
    }

    [Fact]
    public async Task OnlyNotesACreationThatIsDenied()
    {
        Missing();
        Creating(Denied());

        Assert.Equal(new(null, $"May not create {Host}/web (ecr:CreateRepository on {Arn}); the push decides."), await Ensure(new()));
    }

    [Fact]
    public async Task SaysThatCredentialsHaveExpired()
    {
        Describing(Refusal("ExpiredTokenException"));

        var error = await Assert.ThrowsAsync<StevedoreException>(() => Ensure(new()));

        Assert.Equal(($"Cannot look up {Host}/web", "the AWS credentials have expired"), (error.What, error.Why));
    }

    [Fact]
    public async Task SaysThatThereAreNoCredentials()
    {
        sts.GetCallerIdentityAsync(Arg.Any<GetCallerIdentityRequest>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new AmazonClientException("Failed to resolve AWS credentials."));

        var error = await Assert.ThrowsAsync<StevedoreException>(() => Kind.Ask(Plan(new()) with { Account = null }, Token));

        Assert.Equal(("Cannot tell the account of registries.ecr", "no AWS credentials were found"), (error.What, error.Why));
    }

    private EcrRegistry Kind => new(aws);

    private void Missing() => Describing(new RepositoryNotFoundException("none"));

    private void Describing(Exception error) =>
        ecr.DescribeRepositoriesAsync(Arg.Any<DescribeRepositoriesRequest>(), Arg.Any<CancellationToken>()).ThrowsAsync(error);

    private void Creating(Exception error) =>
        ecr.CreateRepositoryAsync(Arg.Any<CreateRepositoryRequest>(), Arg.Any<CancellationToken>()).ThrowsAsync(error);

    private CreateRepositoryRequest Created() =>
        (CreateRepositoryRequest)
            ecr.ReceivedCalls().Single(call => call.GetMethodInfo().Name == nameof(IAmazonECR.CreateRepositoryAsync)).GetArguments()[0]!;

    private Task<RepositoryState> Ensure(EcrSettings settings, params string[] movingTags) =>
        Kind.Ensure(Plan(settings), new(new(Host, RepositoryName.Parse("web")), [.. movingTags]), Token);

    private static RegistryPlan Plan(EcrSettings settings) => new("ecr", settings, Host, "123456789012", "eu-central-1", Pushes: true);

    private static AmazonECRException Denied() => Refusal("AccessDeniedException");

    private static AmazonECRException Refusal(string code) => new("Because of it.", null, ErrorType.Sender, code, "r-1", HttpStatusCode.BadRequest);
}
