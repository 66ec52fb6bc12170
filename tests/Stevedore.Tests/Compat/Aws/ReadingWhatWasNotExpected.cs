using Amazon;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.ECS;
using Amazon.Runtime;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

[Collection(AwsEnvironment.Collection)]
public sealed class ReadingWhatWasNotExpected : IDisposable
{
    private readonly AwsEnvironment environment = new();

    [Fact]
    public async Task LeavesNullWhatIsAbsentOrNull()
    {
        using var stub = new StubEndpoint(StubAnswer.Ok("""{"imageDetails":[{"imageDigest":"sha256:aa","imageTags":null}]}"""));
        using var client = Ecr(stub);
        var response = await client.DescribeImagesAsync(new() { RepositoryName = "api" }, TestContext.Current.CancellationToken);

        var image = Assert.Single(response.ImageDetails!);
        Assert.Equal("sha256:aa", image.ImageDigest);
        Assert.Null(image.ImageTags);
        Assert.Null(image.ImageSizeInBytes);
        Assert.Null(image.ImagePushedAt);
        Assert.Null(image.ImageScanStatus);
        Assert.Null(response.NextToken);
    }

    [Fact]
    public async Task PassesOverMembersThatItDoesNotKnow()
    {
        using var stub = new StubEndpoint(
            StubAnswer.Ok(
                """{"new":{"deep":[1]},"imageDetails":[{"imageStatus":"ACTIVE","imageSizeInBytes":5000000000,"imageTags":["1","2"]}]}"""
            )
        );
        using var client = Ecr(stub);
        var response = await client.DescribeImagesAsync(new() { RepositoryName = "api" }, TestContext.Current.CancellationToken);

        var image = Assert.Single(response.ImageDetails!);
        Assert.Equal(5_000_000_000, image.ImageSizeInBytes);
        Assert.Equal(["1", "2"], image.ImageTags!);
    }

    [Theory]
    [InlineData("2.0")]
    [InlineData("2e0")]
    [InlineData("0.2E+1")]
    public async Task TakesAWholeNumberHoweverItIsWritten(string number)
    {
        using var stub = new StubEndpoint(
            StubAnswer.Ok($$"""{"services":[{"serviceName":"web","desiredCount":{{number}},"healthCheckGracePeriodSeconds":0.0}]}""")
        );
        using var client = new AmazonECSClient(AwsEnvironment.Credentials, new AmazonECSConfig { ServiceURL = stub.Url });
        var answer = await client.DescribeServicesAsync(new() { Services = ["web"] }, TestContext.Current.CancellationToken);

        var service = Assert.Single(answer.Services!);
        Assert.Equal((2, 0), (service.DesiredCount, service.HealthCheckGracePeriodSeconds));
    }

    [Theory]
    [InlineData("2.5")]
    [InlineData("3e9")]
    [InlineData("\"two\"")]
    public async Task TakesNothingElseForOne(string number)
    {
        using var stub = new StubEndpoint(StubAnswer.Ok($$"""{"services":[{"desiredCount":{{number}}}]}"""));
        using var client = new AmazonECSClient(
            AwsEnvironment.Credentials,
            new AmazonECSConfig { ServiceURL = stub.Url, MaxErrorRetry = 0 }
        );

        await Assert.ThrowsAsync<AmazonUnmarshallingException>(() =>
            client.DescribeServicesAsync(new() { Services = ["web"] }, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task KeepsAValueOfAnEnumerationThatItDoesNotKnow()
    {
        using var stub = new StubEndpoint(StubAnswer.Ok("""{"repositories":[{"imageTagMutability":"SOMETIMES"}]}"""));
        using var client = Ecr(stub);
        var response = await client.DescribeRepositoriesAsync(new(), TestContext.Current.CancellationToken);

        Assert.Equal("SOMETIMES", Assert.Single(response.Repositories!).ImageTagMutability!.Value);
    }

    [Fact]
    public async Task StartsListsEmptyWhereTheProcessAsksForIt()
    {
        using var stub = new StubEndpoint(StubAnswer.Ok());
        using var client = Ecr(stub);
        AWSConfigs.InitializeCollections = true;
        try
        {
            var response = await client.DescribeRepositoriesAsync(new(), TestContext.Current.CancellationToken);
            Assert.Equal("{}", stub.Request.Body);
            Assert.Empty(response.Repositories!);
            Assert.Empty(new DescribeRepositoriesRequest().RepositoryNames!);
        }
        finally
        {
            AWSConfigs.InitializeCollections = false;
        }
    }

    public void Dispose() => environment.Dispose();

    private static AmazonECRClient Ecr(StubEndpoint stub) => new(AwsEnvironment.Credentials, new AmazonECRConfig { ServiceURL = stub.Url });
}
