using Amazon.ECR.Model;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Stevedore.Images;
using Stevedore.Registries.Ecr;
using Stevedore.Settings;
using Stevedore.Tests.Planning;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class TellingSinceWhenAnImageIsInEcr : IDisposable
{
    private readonly EcrCase ecr = new();

    public void Dispose() => ecr.Dispose();

    [Fact]
    public async Task AsksForItsDigestInTheAccountOfTheRegistry()
    {
        ecr.Ecr.DescribeImagesAsync(
                Arg.Is<DescribeImagesRequest>(request =>
                    request.RegistryId == "123456789012"
                    && request.RepositoryName == "web"
                    && request.ImageIds![0].ImageDigest == PlanCase.Digest
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

    [Fact]
    public async Task IsSilentWithoutThePermission()
    {
        ecr.Ecr.DescribeImagesAsync(Arg.Any<DescribeImagesRequest>(), Arg.Any<CancellationToken>()).ThrowsAsync(EcrCase.Denied());

        Assert.Null(await PushedAt());
    }

    [Fact]
    public async Task IsSilentWhereTheImageIsGone()
    {
        ecr.Ecr.DescribeImagesAsync(Arg.Any<DescribeImagesRequest>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new ImageNotFoundException("none"));

        Assert.Null(await PushedAt());
    }

    [Fact]
    public async Task SaysWhatElseWentWrong()
    {
        ecr.Ecr.DescribeImagesAsync(Arg.Any<DescribeImagesRequest>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(EcrCase.Refusal("ServerException"));

        Assert.StartsWith(
            $"Cannot look up {EcrCase.Host}/web@{PlanCase.Digest}: ",
            (await Assert.ThrowsAsync<StevedoreException>(PushedAt)).Message,
            StringComparison.Ordinal
        );
    }

    private Task<DateTimeOffset?> PushedAt() =>
        ecr.Kind.PushedAt(
            EcrCase.Plan(new EcrSettings()),
            new(EcrCase.Host, RepositoryName.Parse("web")),
            Digest.Parse(PlanCase.Digest),
            TestContext.Current.CancellationToken
        );
}
