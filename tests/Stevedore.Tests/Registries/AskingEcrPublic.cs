using System.Net;
using System.Text;
using Amazon.ECRPublic;
using Amazon.ECRPublic.Model;
using Amazon.Runtime;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Stevedore.Aws;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.EcrPublic;
using Stevedore.Settings;
using Stevedore.Tests.Planning;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class AskingEcrPublic : IDisposable
{
    private static readonly RepositoryRequest Web = new(new("public.ecr.aws", RepositoryName.Parse("acme/shop/web")), []);
    private readonly IAwsClients aws = Substitute.For<IAwsClients>();
    private readonly IAmazonECRPublic ecr = Substitute.For<IAmazonECRPublic>();

    public AskingEcrPublic()
    {
        aws.EcrPublic(Arg.Any<string?>()).Returns(ecr);
        ecr.DescribeRepositoriesAsync(Arg.Any<DescribeRepositoriesRequest>(), Arg.Any<CancellationToken>())
            .Returns(new DescribeRepositoriesResponse());
        ecr.CreateRepositoryAsync(Arg.Any<CreateRepositoryRequest>(), Arg.Any<CancellationToken>()).Returns(new CreateRepositoryResponse());
        HasAliases("acme");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EcrPublicRegistry Kind => new(aws, new());

    public void Dispose() => ecr.Dispose();

    [Fact]
    public async Task LogsInWithItsToken()
    {
        ecr.GetAuthorizationTokenAsync(Arg.Any<GetAuthorizationTokenRequest>(), Arg.Any<CancellationToken>())
            .Returns(
                new GetAuthorizationTokenResponse
                {
                    AuthorizationData = new() { AuthorizationToken = Convert.ToBase64String(Encoding.UTF8.GetBytes("AWS:to:ken")) },
                }
            );

        var credential = await Kind.LogIn(Plan(new() { Role = "arn:aws:iam::1:role/x" }), Token);

        Assert.Equal(
            ("AWS", "to:ken", "an ECR Public authorization token by the role arn:aws:iam::1:role/x"),
            (credential!.Username, credential.Password.Reveal(), credential.Source)
        );
        aws.Received().EcrPublic("arn:aws:iam::1:role/x");
    }

    [Fact]
    public async Task SaysSinceWhenAnImageIsThere()
    {
        ecr.DescribeImagesAsync(
                Arg.Is<DescribeImagesRequest>(request =>
                    request.RepositoryName == "shop/web" && request.ImageIds![0].ImageDigest == PlanCase.Digest
                ),
                Arg.Any<CancellationToken>()
            )
            .Returns(
                new DescribeImagesResponse
                {
                    ImageDetails = [new() { ImagePushedAt = new DateTime(2026, 7, 1, 10, 20, 30, DateTimeKind.Utc) }],
                }
            );

        Assert.Equal(new(2026, 7, 1, 10, 20, 30, TimeSpan.Zero), await PushedAt());
    }

    [Theory]
    [InlineData("ImageNotFoundException")]
    [InlineData("RepositoryNotFoundException")]
    [InlineData("AccessDeniedException")]
    public async Task SaysNothingWhereItMayNotOrCannotTell(string code)
    {
        AmazonECRPublicException cause = code switch
        {
            "ImageNotFoundException" => new ImageNotFoundException("none"),
            "RepositoryNotFoundException" => new RepositoryNotFoundException("none"),
            _ => new("Because.", null, ErrorType.Sender, code, "r-1", HttpStatusCode.BadRequest),
        };
        ecr.DescribeImagesAsync(Arg.Any<DescribeImagesRequest>(), Arg.Any<CancellationToken>()).ThrowsAsync(cause);

        Assert.Null(await PushedAt());
    }

    [Fact]
    public async Task NamesTheActionThatIsMissing()
    {
        ecr.GetAuthorizationTokenAsync(Arg.Any<GetAuthorizationTokenRequest>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(Refusal("User: x is not authorized to perform: sts:GetServiceBearerToken on resource: *"));

        var error = await Assert.ThrowsAsync<StevedoreException>(() => Kind.LogIn(Plan(new()), Token));

        Assert.Equal(
            """Add to its policy: {"Effect":"Allow","Action":"sts:GetServiceBearerToken","Resource":"*","Condition":{"StringEquals":{"sts:AWSServiceName":"ecr-public.amazonaws.com"}}}.""",
            error.Fix
        );
    }

    [Fact]
    public async Task NeedsNoLoginForPullsOnly()
    {
        ecr.GetAuthorizationTokenAsync(Arg.Any<GetAuthorizationTokenRequest>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new AmazonClientException("Failed to resolve AWS credentials."));

        Assert.Null(await Kind.LogIn(Plan(new() { Push = false }), Token));
    }

    [Fact]
    public async Task FindsARepositoryWhoseTagsMayMove() =>
        Assert.Equal(new RepositoryState(false, null), await Kind.Ensure(Plan(new()), Web, Token));

    [Fact]
    public async Task CreatesWhatIsMissing()
    {
        IsMissing();

        Assert.Equal(
            new RepositoryState(false, "Created the repository public.ecr.aws/acme/shop/web."),
            await Kind.Ensure(Plan(new()), Web, Token)
        );
        await ecr.Received()
            .CreateRepositoryAsync(
                Arg.Is<CreateRepositoryRequest>(request => request.RepositoryName == "shop/web"),
                Arg.Any<CancellationToken>()
            );
    }

    [Fact]
    public async Task SaysHowToCreateWhatItMayNot()
    {
        IsMissing();

        Assert.Equal(
            "Cannot push public.ecr.aws/acme/shop/web: repository 'shop/web' does not exist. "
                + "Create it with `aws ecr-public create-repository --repository-name shop/web --region us-east-1`, or set registries.public.createRepositories to true.",
            (
                await Assert.ThrowsAsync<StevedoreException>(() => Kind.Ensure(Plan(new() { CreateRepositories = false }), Web, Token))
            ).Message
        );
    }

    [Fact]
    public async Task LetsThePushDecideWhatItMayNotLookUp()
    {
        ecr.DescribeRepositoriesAsync(Arg.Any<DescribeRepositoriesRequest>(), Arg.Any<CancellationToken>()).ThrowsAsync(Refusal("no"));

        Assert.Equal(
            "May not look up public.ecr.aws/acme/shop/web (ecr-public:DescribeRepositories on arn:aws:ecr-public::*:repository/shop/web); the push decides.",
            (await Kind.Ensure(Plan(new()), Web, Token)).Note
        );
    }

    private Task<DateTimeOffset?> PushedAt() => Kind.PushedAt(Plan(new()), Web.Reference, Digest.Parse(PlanCase.Digest), Token);

    private static RegistryPlan Plan(EcrPublicSettings settings)
    {
        settings.Alias = "acme";
        return new EcrPublicKind().Plan("public", settings, null);
    }

    private static AmazonECRPublicException Refusal(string message) =>
        new(message, null, ErrorType.Sender, "AccessDeniedException", "1", HttpStatusCode.BadRequest);

    [Fact]
    public async Task CreatesNothingForAnAliasOfAnotherAccount()
    {
        IsMissing();
        HasAliases("other", "others");

        Assert.Equal(
            "Cannot push public.ecr.aws/acme/shop/web: the alias 'acme' is not of the account of these credentials, which has 'other', 'others'. "
                + "Correct registries.public.alias, or use credentials (or a role) of the account that has it.",
            (await Assert.ThrowsAsync<StevedoreException>(() => Kind.Ensure(Plan(new()), Web, Token))).Message
        );
        await ecr.DidNotReceive().CreateRepositoryAsync(Arg.Any<CreateRepositoryRequest>(), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("a1b2c3d4 acme")]
    [InlineData("")]
    public async Task CreatesForAnyAliasOfTheAccount(string aliases)
    {
        IsMissing();
        HasAliases(aliases.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(
            new RepositoryState(false, "Created the repository public.ecr.aws/acme/shop/web."),
            await Kind.Ensure(Plan(new()), Web, Token)
        );
    }

    [Fact]
    public async Task CreatesWhereItMayNotLookAtAliases()
    {
        IsMissing();
        ecr.DescribeRegistriesAsync(Arg.Any<DescribeRegistriesRequest>(), Arg.Any<CancellationToken>()).ThrowsAsync(Refusal("no"));

        Assert.Equal("Created the repository public.ecr.aws/acme/shop/web.", (await Kind.Ensure(Plan(new()), Web, Token)).Note);
    }

    [Theory]
    [InlineData("public.ecr.aws/acme/shop/web", "other", false)]
    [InlineData("public.ecr.aws/other/shop/web", "other", true)]
    [InlineData("public.ecr.aws/other/shop/web", "acme", false)]
    public async Task TakesNoRepositoryOfItsOwnForThatOfAnotherAccount(string uri, string alias, bool isRefused)
    {
        ecr.DescribeRepositoriesAsync(Arg.Any<DescribeRepositoriesRequest>(), Arg.Any<CancellationToken>())
            .Returns(new DescribeRepositoriesResponse { Repositories = [new() { RepositoryUri = uri }] });
        HasAliases(alias);

        var asked = () => Kind.Ensure(Plan(new()), Web, Token);

        if (isRefused)
        {
            await Assert.ThrowsAsync<StevedoreException>(asked);
        }
        else
        {
            Assert.Equal(new RepositoryState(false, null), await asked());
        }
    }

    private void HasAliases(params string[] names) =>
        ecr.DescribeRegistriesAsync(Arg.Any<DescribeRegistriesRequest>(), Arg.Any<CancellationToken>())
            .Returns(
                new DescribeRegistriesResponse
                {
                    Registries = [new() { Aliases = [.. names.Select(name => new RegistryAlias { Name = name })] }],
                }
            );

    private void IsMissing() =>
        ecr.DescribeRepositoriesAsync(Arg.Any<DescribeRepositoriesRequest>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new RepositoryNotFoundException("no"));
}
