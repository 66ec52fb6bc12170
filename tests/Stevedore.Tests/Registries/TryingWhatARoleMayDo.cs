using System.Net;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.Runtime;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Stevedore.Images;
using Stevedore.Registries;
using Stevedore.Registries.Ecr;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>Calls that change nothing, and what is missing where they are denied.</summary>
public sealed class TryingWhatARoleMayDo : IDisposable
{
    private static readonly RepositoryRequest Web = new(new(EcrCase.Host, RepositoryName.Parse("web")), []);
    private readonly EcrCase given = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => given.Dispose();

    [Fact]
    public async Task FindsNothingWhereAllIsAllowed()
    {
        Exists();
        Answers(EcrCase.Refusal("LayersNotFoundException"), EcrCase.Refusal("ImageNotFoundException"));

        Assert.Empty(await Examine(Web));
    }

    [Fact]
    public async Task AsksForNothingThatChangesAnything()
    {
        Exists();

        await Examine(Web);

        Assert.Equal(
            ["BatchCheckLayerAvailabilityAsync", "DescribeImagesAsync", "DescribeRepositoriesAsync", "GetDownloadUrlForLayerAsync"],
            given
                .Ecr.ReceivedCalls()
                .Select(call => call.GetMethodInfo().Name)
                .Where(name => name.EndsWith("Async", StringComparison.Ordinal))
                .Order()
        );
    }

    [Fact]
    public async Task SaysAllThatIsMissing()
    {
        given.Describing(EcrCase.Denied());
        Answers(EcrCase.Denied(), EcrCase.Denied());

        Assert.Equal(
            [
                (
                    FindingLevel.Warning,
                    $"May not look up {EcrCase.Host}/web; the push decides",
                    """Add to its policy: {"Effect":"Allow","Action":"ecr:DescribeRepositories","Resource":"arn:aws:ecr:eu-central-1:123456789012:repository/web"}."""
                ),
                (
                    FindingLevel.Fault,
                    $"May not ecr:BatchCheckLayerAvailability, ecr:GetDownloadUrlForLayer on {EcrCase.Host}/web",
                    """Add to its policy: {"Effect":"Allow","Action":["ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer"],"Resource":"arn:aws:ecr:eu-central-1:123456789012:repository/web"}."""
                ),
                (
                    FindingLevel.Note,
                    $"May not ecr:DescribeImages on {EcrCase.Host}/web",
                    """Add to its policy: {"Effect":"Allow","Action":"ecr:DescribeImages","Resource":"arn:aws:ecr:eu-central-1:123456789012:repository/web"}."""
                ),
            ],
            (await Examine(Web)).Select(finding => (finding.Level, finding.Says, finding.Fix))
        );
    }

    [Fact]
    public async Task FailsNoRunForACache()
    {
        given.Missing();
        Answers(EcrCase.Denied(), EcrCase.Denied());

        var findings = await Examine(Web with { IsCache = true });

        Assert.DoesNotContain(findings, finding => finding.Level == FindingLevel.Fault);
        Assert.Contains(findings, finding => finding.Level == FindingLevel.Warning);
        await given.Ecr.DidNotReceiveWithAnyArgs().DescribeImagesAsync(null!, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task TakesAnswersThatSayNothingForNoAnswer()
    {
        Exists();
        AmazonECRException silent = new("", null, ErrorType.Unknown, "", "", HttpStatusCode.InternalServerError);
        Answers(silent, silent);

        Assert.Equal(
            [
                (
                    FindingLevel.Note,
                    $"Whether ecr:BatchCheckLayerAvailability, ecr:GetDownloadUrlForLayer, ecr:DescribeImages is allowed on {EcrCase.Host}/web is not known: "
                        + "what answered is not AWS: it answered 500 and no fault of AWS"
                ),
            ],
            (await Examine(Web)).Select(finding => (finding.Level, finding.Says))
        );
    }

    private Task<ImmutableArray<Finding>> Examine(RepositoryRequest request) => given.Kind.Examine(EcrCase.Plan(new()), request, Token);

    private void Exists() =>
        given
            .Ecr.DescribeRepositoriesAsync(Arg.Any<DescribeRepositoriesRequest>(), Arg.Any<CancellationToken>())
            .Returns(new DescribeRepositoriesResponse { Repositories = [new() { ImageTagMutability = ImageTagMutability.MUTABLE }] });

    private void Answers(AmazonECRException ofLayers, AmazonECRException ofImages)
    {
        given
            .Ecr.BatchCheckLayerAvailabilityAsync(Arg.Any<BatchCheckLayerAvailabilityRequest>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(ofLayers);
        given.Ecr.GetDownloadUrlForLayerAsync(Arg.Any<GetDownloadUrlForLayerRequest>(), Arg.Any<CancellationToken>()).ThrowsAsync(ofLayers);
        given.Ecr.DescribeImagesAsync(Arg.Any<DescribeImagesRequest>(), Arg.Any<CancellationToken>()).ThrowsAsync(ofImages);
    }
}
