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

/// <summary>ECR and STS in one account and region, answering what a test tells them to.</summary>
internal sealed class EcrCase : IDisposable
{
    public const string Host = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

    public EcrCase()
    {
        Aws.Ecr("eu-central-1", Arg.Any<string?>()).Returns(Ecr);
        Aws.SecurityToken("eu-central-1", Arg.Any<string?>()).Returns(Sts);
        Sts.GetCallerIdentityAsync(Arg.Any<GetCallerIdentityRequest>(), Arg.Any<CancellationToken>())
            .Returns(new GetCallerIdentityResponse { Account = "123456789012" });
    }

    public IAwsClients Aws { get; } = Substitute.For<IAwsClients>();

    public IAmazonECR Ecr { get; } = Substitute.For<IAmazonECR>();

    public IAmazonSecurityTokenService Sts { get; } = Substitute.For<IAmazonSecurityTokenService>();

    public EcrRegistry Kind => new(Aws, new());

    public void Dispose()
    {
        Ecr.Dispose();
        Sts.Dispose();
    }

    public void Missing() => Describing(new RepositoryNotFoundException("none"));

    public void Describing(Exception error) =>
        Ecr.DescribeRepositoriesAsync(Arg.Any<DescribeRepositoriesRequest>(), Arg.Any<CancellationToken>()).ThrowsAsync(error);

    public void Creating(Exception error) =>
        Ecr.CreateRepositoryAsync(Arg.Any<CreateRepositoryRequest>(), Arg.Any<CancellationToken>()).ThrowsAsync(error);

    public void Describing(string mutability, string filters) =>
        Ecr.DescribeRepositoriesAsync(Arg.Any<DescribeRepositoriesRequest>(), Arg.Any<CancellationToken>())
            .Returns(
                new DescribeRepositoriesResponse
                {
                    Repositories =
                    [
                        new()
                        {
                            RepositoryName = "web",
                            ImageTagMutability = mutability,
                            ImageTagMutabilityExclusionFilters =
                            [
                                .. filters
                                    .Split(',', StringSplitOptions.RemoveEmptyEntries)
                                    .Select(filter => new ImageTagMutabilityExclusionFilter
                                    {
                                        Filter = filter,
                                        FilterType = ImageTagMutabilityExclusionFilterType.WILDCARD,
                                    }),
                            ],
                        },
                    ],
                }
            );

    public void Excluding(Exception error) =>
        Ecr.PutImageTagMutabilityAsync(Arg.Any<PutImageTagMutabilityRequest>(), Arg.Any<CancellationToken>()).ThrowsAsync(error);

    /// <summary>What was asked to be excluded; null for nothing.</summary>
    public PutImageTagMutabilityRequest? Excluded() =>
        (PutImageTagMutabilityRequest?)
            Ecr.ReceivedCalls()
                .SingleOrDefault(call => call.GetMethodInfo().Name == nameof(IAmazonECR.PutImageTagMutabilityAsync))
                ?.GetArguments()[0];

    public Task<RepositoryState> Ensure(EcrSettings settings, RepositoryRequest request) =>
        Kind.Ensure(Plan(settings), request, TestContext.Current.CancellationToken);

    public CreateRepositoryRequest Created() =>
        (CreateRepositoryRequest)
            Ecr.ReceivedCalls().Single(call => call.GetMethodInfo().Name == nameof(IAmazonECR.CreateRepositoryAsync)).GetArguments()[0]!;

    public Task<RepositoryState> Ensure(EcrSettings settings, params string[] movingTags) =>
        Kind.Ensure(Plan(settings), new(new(Host, RepositoryName.Parse("web")), [.. movingTags]), TestContext.Current.CancellationToken);

    public static RegistryPlan Plan(EcrSettings settings) => new("ecr", settings, Host, "123456789012", "eu-central-1", Pushes: true);

    public static AmazonECRException Denied() => Refusal("AccessDeniedException");

    public static AmazonECRException Refusal(string code) =>
        new("Because of it.", null, ErrorType.Sender, code, "r-1", HttpStatusCode.BadRequest);
}
