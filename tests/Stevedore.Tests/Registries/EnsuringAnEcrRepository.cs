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

    private static RepositoryRequest Marked { get; } =
        new(new(EcrCase.Host, RepositoryName.Parse("web")), ["latest"]) { Marks = ["deployed*"], IsMarked = true };

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
    public async Task LetsTheMarksOfDeploymentsMove()
    {
        given.Missing();

        await given.Ensure(new(), Marked with { IsMarked = false });

        Assert.Equal(
            ["latest", "deployed*", "*-dirty"],
            given.Created().ImageTagMutabilityExclusionFilters!.Select(filter => filter.Filter)
        );
    }

    [Fact]
    public async Task RefusesMovingTagsThatLeaveTheMarksNoRoom()
    {
        given.Missing();

        var error = await Assert.ThrowsAsync<StevedoreException>(() =>
            given.Ensure(new(), Marked with { MovingTags = ["a", "b", "c", "d", "e"] })
        );

        Assert.Equal(
            $"Cannot create {EcrCase.Host}/web with immutable tags: 6 tags must stay mutable (a, b, c, d, e, deployed*), and ECR excludes 5 at most. "
                + "Set fewer moving tags, or registries.ecr.immutableTags to false.",
            error.Message
        );
    }

    [Theory]
    [InlineData("IMMUTABLE", "", "deployed*")]
    [InlineData("IMMUTABLE_WITH_EXCLUSION", "latest,*-dirty", "latest,*-dirty,deployed*")]
    public async Task ExcludesTheMarksFromARepositoryThatIsThere(string mutability, string filters, string expected)
    {
        given.Describing(mutability, filters);

        var state = await given.Ensure(new(), Marked);

        Assert.Equal(new(true, $"Excluded deployed* from the immutable tags of {EcrCase.Host}/web: deployments are marked so."), state);
        Assert.Equal(expected.Split(','), given.Excluded()!.ImageTagMutabilityExclusionFilters!.Select(filter => filter.Filter));
    }

    [Theory]
    [InlineData("MUTABLE", "")]
    [InlineData("IMMUTABLE_WITH_EXCLUSION", "latest,dep*")]
    public async Task LeavesARepositoryAloneInWhichTheMarksMove(string mutability, string filters)
    {
        given.Describing(mutability, filters);

        Assert.Null((await given.Ensure(new(), Marked)).Note);
        Assert.Null(given.Excluded());
    }

    [Fact]
    public async Task LeavesARepositoryAloneWhereNothingIsDeployed()
    {
        given.Describing("IMMUTABLE", "");

        Assert.Null((await given.Ensure(new(), Marked with { IsMarked = false })).Note);
        Assert.Null(given.Excluded());
    }

    [Fact]
    public async Task SaysHowTheMarksAreExcludedWhereThisRoleMayNot()
    {
        given.Describing("IMMUTABLE_WITH_EXCLUSION", "latest");
        given.Excluding(EcrCase.Denied());

        var state = await given.Ensure(new(), Marked);

        Assert.StartsWith(
            $"Deployments cannot be marked in {EcrCase.Host}/web: its tags are immutable, and ",
            state.Note,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "`aws ecr put-image-tag-mutability --repository-name web --region eu-central-1 --image-tag-mutability IMMUTABLE_WITH_EXCLUSION "
                + "--image-tag-mutability-exclusion-filters filterType=WILDCARD,filter='latest' filterType=WILDCARD,filter='deployed*'` allows it.",
            state.Note,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task SaysWhereThereIsNoRoomForTheMarks()
    {
        given.Describing("IMMUTABLE_WITH_EXCLUSION", "a,b,c,d,e");

        Assert.Equal(
            $"Deployments cannot be marked in {EcrCase.Host}/web: its tags are immutable, and its 5 exclusions, which is all that ECR has, do not hold deployed*.",
            (await given.Ensure(new(), Marked)).Note
        );
        Assert.Null(given.Excluded());
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
