using Amazon.ECR;
using Xunit;

namespace Stevedore.Tests.Compat.Aws;

[Collection(AwsEnvironment.Collection)]
public sealed class CallingEcr : IDisposable
{
    private readonly AwsEnvironment environment = new();
    private readonly StubEndpoint stub = new(StubAnswer.Ok());

    [Fact]
    public Task GetAuthorizationToken() => Sends("GetAuthorizationToken", "{}", client => client.GetAuthorizationTokenAsync(new()));

    [Fact]
    public Task DescribeRepositories() =>
        Sends(
            "DescribeRepositories",
            """{"registryId":"123456789012","repositoryNames":["shop/api"],"nextToken":"t","maxResults":10}""",
            client =>
                client.DescribeRepositoriesAsync(
                    new()
                    {
                        RegistryId = "123456789012",
                        RepositoryNames = ["shop/api"],
                        NextToken = "t",
                        MaxResults = 10,
                    }
                )
        );

    [Fact]
    public Task CreateRepository() =>
        Sends(
            "CreateRepository",
            """{"repositoryName":"shop/api","tags":[{"Key":"team","Value":"\"a\" <b> é"}],"imageTagMutability":"IMMUTABLE_WITH_EXCLUSION","imageScanningConfiguration":{"scanOnPush":true},"encryptionConfiguration":{"encryptionType":"KMS","kmsKey":"alias/k"},"imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"latest*"}]}""",
            client =>
                client.CreateRepositoryAsync(
                    new()
                    {
                        RepositoryName = "shop/api",
                        Tags = [new() { Key = "team", Value = "\"a\" <b> é" }],
                        ImageTagMutability = ImageTagMutability.IMMUTABLE_WITH_EXCLUSION,
                        ImageTagMutabilityExclusionFilters =
                        [
                            new() { FilterType = ImageTagMutabilityExclusionFilterType.WILDCARD, Filter = "latest*" },
                        ],
                        ImageScanningConfiguration = new() { ScanOnPush = true },
                        EncryptionConfiguration = new() { EncryptionType = EncryptionType.KMS, KmsKey = "alias/k" },
                    }
                )
        );

    [Fact]
    public Task DescribeImages() =>
        Sends(
            "DescribeImages",
            """{"repositoryName":"shop/api","imageIds":[{"imageTag":"1.4.2"},{"imageDigest":"sha256:aa"}],"filter":{"tagStatus":"TAGGED"}}""",
            client =>
                client.DescribeImagesAsync(
                    new()
                    {
                        RepositoryName = "shop/api",
                        ImageIds = [new() { ImageTag = "1.4.2" }, new() { ImageDigest = "sha256:aa" }],
                        Filter = new() { TagStatus = TagStatus.TAGGED },
                    }
                )
        );

    [Fact]
    public Task BatchGetImage() =>
        Sends(
            "BatchGetImage",
            """{"repositoryName":"shop/api","imageIds":[{"imageTag":"1"}],"acceptedMediaTypes":["application/vnd.oci.image.index.v1+json"]}""",
            client =>
                client.BatchGetImageAsync(
                    new()
                    {
                        RepositoryName = "shop/api",
                        ImageIds = [new() { ImageTag = "1" }],
                        AcceptedMediaTypes = ["application/vnd.oci.image.index.v1+json"],
                    }
                )
        );

    [Fact]
    public Task PutImage() =>
        Sends(
            "PutImage",
            """{"repositoryName":"shop/api","imageManifest":"{\"schemaVersion\":2}","imageManifestMediaType":"m","imageTag":"1","imageDigest":"sha256:aa"}""",
            client =>
                client.PutImageAsync(
                    new()
                    {
                        RepositoryName = "shop/api",
                        ImageManifest = """{"schemaVersion":2}""",
                        ImageManifestMediaType = "m",
                        ImageTag = "1",
                        ImageDigest = "sha256:aa",
                    }
                )
        );

    [Fact]
    public Task PutLifecyclePolicy() =>
        Sends(
            "PutLifecyclePolicy",
            """{"repositoryName":"shop/api","lifecyclePolicyText":"{\"rules\":[]}"}""",
            client => client.PutLifecyclePolicyAsync(new() { RepositoryName = "shop/api", LifecyclePolicyText = """{"rules":[]}""" })
        );

    [Fact]
    public Task PutImageTagMutability() =>
        Sends(
            "PutImageTagMutability",
            """{"repositoryName":"shop/api","imageTagMutability":"MUTABLE"}""",
            client => client.PutImageTagMutabilityAsync(new() { RepositoryName = "shop/api", ImageTagMutability = "MUTABLE" })
        );

    [Fact]
    public Task SendsAListThatWasSetThoughItIsEmpty() =>
        Sends(
            "DescribeRepositories",
            """{"repositoryNames":[]}""",
            client => client.DescribeRepositoriesAsync(new() { RepositoryNames = [] })
        );

    public void Dispose()
    {
        stub.Dispose();
        environment.Dispose();
    }

    private async Task Sends(string operation, string body, Func<IAmazonECR, Task> call)
    {
        using var client = new AmazonECRClient(AwsEnvironment.Credentials, new AmazonECRConfig { ServiceURL = stub.Url });
        await call(client);

        Assert.Equal("POST", stub.Request.Method);
        Assert.Equal("/", stub.Request.Path);
        Assert.Equal($"AmazonEC2ContainerRegistry_V20150921.{operation}", stub.Request.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", stub.Request.Headers["Content-Type"]);
        Assert.Equal("2015-09-21", stub.Request.Headers["x-amz-api-version"]);
        Assert.Equal(body, stub.Request.Body);
    }
}
