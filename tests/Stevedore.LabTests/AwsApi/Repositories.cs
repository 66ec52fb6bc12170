using Amazon.ECR;
using Amazon.ECR.Model;
using Xunit;

namespace Stevedore.LabTests.AwsApi;

public sealed class Repositories(LabFixture lab) : IDisposable
{
    private const string Manifest =
        """{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":{"mediaType":"c","size":1,"digest":"sha256:aa"},"layers":[]}""";

    private readonly AmazonECRClient ecr = new(Api.Credentials, Api.Of<AmazonECRConfig>(lab));
    private readonly string name = Api.NewName();

    [Fact]
    public async Task AreMadeOnceWithTheirSettings()
    {
        var created = await Create();
        Assert.Equal($"123456789012.dkr.ecr.eu-central-1.amazonaws.com/{name}", created.RepositoryUri);
        Assert.Equal(ImageTagMutability.IMMUTABLE, created.ImageTagMutability);
        Assert.True(created.ImageScanningConfiguration!.ScanOnPush);
        Assert.InRange(created.CreatedAt!.Value, DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddMinutes(1));
        await Assert.ThrowsAsync<RepositoryAlreadyExistsException>(Create);
    }

    [Fact]
    public async Task AreFoundByName()
    {
        await Create();
        var found = await ecr.DescribeRepositoriesAsync(new() { RepositoryNames = [name] }, TestContext.Current.CancellationToken);
        Assert.Equal(name, Assert.Single(found.Repositories!).RepositoryName);
    }

    [Fact]
    public async Task AreMissingUnderAnotherName()
    {
        var error = await Assert.ThrowsAsync<RepositoryNotFoundException>(() =>
            ecr.DescribeRepositoriesAsync(new() { RepositoryNames = [name] }, TestContext.Current.CancellationToken)
        );
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HoldImages()
    {
        await Create();
        await ecr.PutImageAsync(
            new()
            {
                RepositoryName = name,
                ImageTag = "1",
                ImageManifest = Manifest,
            },
            TestContext.Current.CancellationToken
        );

        var described = await ecr.DescribeImagesAsync(
            new() { RepositoryName = name, ImageIds = [new() { ImageTag = "1" }] },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(["1"], Assert.Single(described.ImageDetails!).ImageTags!);
        await Assert.ThrowsAsync<ImageNotFoundException>(() =>
            ecr.DescribeImagesAsync(
                new() { RepositoryName = name, ImageIds = [new() { ImageTag = "2" }] },
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public async Task GiveManifestsAndNameThoseTheyDoNotHave()
    {
        await Create();
        await ecr.PutImageAsync(
            new()
            {
                RepositoryName = name,
                ImageTag = "1",
                ImageManifest = Manifest,
            },
            TestContext.Current.CancellationToken
        );

        var response = await ecr.BatchGetImageAsync(
            new() { RepositoryName = name, ImageIds = [new() { ImageTag = "1" }, new() { ImageTag = "2" }] },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(Manifest, Assert.Single(response.Images!).ImageManifest);
        Assert.Equal(ImageFailureCode.ImageNotFound, Assert.Single(response.Failures!).FailureCode);
    }

    [Fact]
    public async Task ChangeTheirMutability()
    {
        await Create();
        var response = await ecr.PutImageTagMutabilityAsync(
            new() { RepositoryName = name, ImageTagMutability = ImageTagMutability.MUTABLE },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(ImageTagMutability.MUTABLE, response.ImageTagMutability);
    }

    [Fact]
    public async Task TakeALifecyclePolicy()
    {
        const string Policy =
            """{"rules":[{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"imageCountMoreThan","countNumber":1},"action":{"type":"expire"}}]}""";
        await Create();
        var response = await ecr.PutLifecyclePolicyAsync(
            new() { RepositoryName = name, LifecyclePolicyText = Policy },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(Policy, response.LifecyclePolicyText);
    }

    public void Dispose() => ecr.Dispose();

    private async Task<Repository> Create() =>
        (
            await ecr.CreateRepositoryAsync(
                new()
                {
                    RepositoryName = name,
                    ImageTagMutability = ImageTagMutability.IMMUTABLE,
                    ImageScanningConfiguration = new() { ScanOnPush = true },
                    Tags = [new() { Key = "made-by", Value = "stevedore" }],
                },
                TestContext.Current.CancellationToken
            )
        ).Repository!;
}
