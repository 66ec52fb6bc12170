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

public sealed class EnsuringAnEcrRepository : IDisposable
{
    private const string Arn = "arn:aws:ecr:eu-central-1:123456789012:repository/web";
    private readonly EcrCase given = new();

    public void Dispose() => given.Dispose();

    [Theory]
    [InlineData("IMMUTABLE", true)]
    [InlineData("IMMUTABLE_WITH_EXCLUSION", true)]
    [InlineData("MUTABLE", false)]
    [InlineData(null, false)]
    public async Task ReadsWhetherTagsAreImmutable(string? mutability, bool expected)
    {
        var repository = new Repository { ImageTagMutability = mutability is null ? null : new ImageTagMutability(mutability) };
        given
            .Ecr.DescribeRepositoriesAsync(Arg.Any<DescribeRepositoriesRequest>(), Arg.Any<CancellationToken>())
            .Returns(new DescribeRepositoriesResponse { Repositories = [repository] });

        Assert.Equal(new(expected, null), await given.Ensure(new()));
        await given
            .Ecr.Received()
            .DescribeRepositoriesAsync(
                Arg.Is<DescribeRepositoriesRequest>(request =>
                    request.RegistryId == "123456789012" && request.RepositoryNames!.Single() == "web"
                ),
                Arg.Any<CancellationToken>()
            );
    }

    [Fact]
    public async Task CreatesWithImmutableTagsButForTheMovingOnes()
    {
        given.Missing();

        Assert.Equal(new(true, $"Created the repository {EcrCase.Host}/web."), await given.Ensure(new(), "latest"));

        var request = given.Created();
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
        given.Missing();

        await given.Ensure(new());

        Assert.Equal(ImageTagMutability.IMMUTABLE, given.Created().ImageTagMutability);
        Assert.Null(given.Created().ImageTagMutabilityExclusionFilters);
    }

    [Fact]
    public async Task CreatesMutableWhereEveryTagMayMove()
    {
        given.Missing();

        await given.Ensure(new(), "*");

        Assert.Equal(ImageTagMutability.MUTABLE, given.Created().ImageTagMutability);
    }

    [Fact]
    public async Task CreatesMutableWhereThatIsChosen()
    {
        given.Missing();

        Assert.False((await given.Ensure(new() { ImmutableTags = false }, "latest")).HasImmutableTags);
        Assert.Equal(ImageTagMutability.MUTABLE, given.Created().ImageTagMutability);
    }

    [Fact]
    public async Task RefusesMoreMovingTagsThanEcrExcludes()
    {
        given.Missing();

        var error = await Assert.ThrowsAsync<StevedoreException>(() => given.Ensure(new(), "a", "b", "c", "d", "e", "*-dirty"));

        Assert.Equal(
            $"Cannot create {EcrCase.Host}/web with immutable tags: 6 tags must stay mutable (a, b, c, d, e, *-dirty), and ECR excludes 5 at most. "
                + "Set fewer moving tags, or registries.ecr.immutableTags to false.",
            error.Message
        );
    }

    [Fact]
    public async Task RefusesAMissingRepositoryThatIsNotToBeCreated()
    {
        given.Missing();

        var error = await Assert.ThrowsAsync<StevedoreException>(() => given.Ensure(new() { CreateRepositories = false }));

        Assert.Equal(
            $"Cannot push {EcrCase.Host}/web: repository 'web' does not exist. Create it with `aws ecr create-repository --repository-name web "
                + "--region eu-central-1`, or set registries.ecr.createRepositories to true.",
            error.Message
        );
    }

    [Fact]
    public async Task KnowsNothingOfOneThatAnotherRunCreatesMeanwhile()
    {
        given.Missing();
        given.Creating(new RepositoryAlreadyExistsException("there"));

        Assert.Equal(RepositoryState.Unknown, await given.Ensure(new()));
    }

    [Fact]
    public async Task OnlyNotesALookUpThatIsDenied()
    {
        given.Describing(EcrCase.Denied());

        Assert.Equal(
            new(null, $"May not look up {EcrCase.Host}/web (ecr:DescribeRepositories on {Arn}); the push decides."),
            await given.Ensure(new())
        );
    }

    [Fact]
    public async Task OnlyNotesACreationThatIsDenied()
    {
        given.Missing();
        given.Creating(EcrCase.Denied());

        Assert.Equal(
            new(null, $"May not create {EcrCase.Host}/web (ecr:CreateRepository on {Arn}); the push decides."),
            await given.Ensure(new())
        );
    }

    [Fact]
    public async Task SaysThatCredentialsHaveExpired()
    {
        given.Describing(EcrCase.Refusal("ExpiredTokenException"));

        var error = await Assert.ThrowsAsync<StevedoreException>(() => given.Ensure(new()));

        Assert.Equal(($"Cannot look up {EcrCase.Host}/web", "the AWS credentials have expired"), (error.What, error.Why));
    }
}
