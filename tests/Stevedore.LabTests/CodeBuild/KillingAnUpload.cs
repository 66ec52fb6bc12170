using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Stevedore.LabTests.AwsApi;
using Stevedore.LabTests.Shipping;
using Stevedore.Tests;
using Stevedore.Tests.CodeBuild;
using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.LabTests.CodeBuild;

/// <summary>A run that is killed while it sends a tree, and the next one.</summary>
public sealed class KillingAnUpload(LabFixture lab) : IAsyncLifetime
{
    private readonly string bucket = Api.NewName();
    private readonly AmazonS3Client s3 = new(Api.Credentials, Api.Of<AmazonS3Config>(lab));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await s3.PutBucketAsync(new PutBucketRequest { BucketName = bucket, BucketRegionName = EcsStub.Region }, Token);
        await s3.PutBucketVersioningAsync(
            new()
            {
                BucketName = bucket,
                VersioningConfig = new() { Status = VersionStatus.Enabled },
            },
            Token
        );
    }

    public ValueTask DisposeAsync()
    {
        s3.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task LeavesWhatExpiresAndNothingElse()
    {
        using var repository = SampleRepository.WithOneImage();
        await File.WriteAllBytesAsync(Path.Combine(repository.Folder, "large.bin"), RandomNumberGenerator.GetBytes(100_000_000), Token);
        repository.CommitAll();
        ManualClock clock = new();
        EcsStub aws = new(clock);
        aws.Builds.Project("shop");
        aws.Faults.Before("BatchGetBuilds", () => clock.Advance(TimeSpan.FromMinutes(10)));
        using EcsStubServer server = new(aws);
        var host = new BuildHost(lab, repository)
            .With("AWS_ENDPOINT_URL_CODEBUILD", server.Url)
            .With("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", server.Url);
        string[] command = ["--target=CodeBuildRun", "--project=shop", "--upload", "--yes", $"--bucket={bucket}"];

        await using (var killed = host.Start(command))
        {
            await HostRun.Until(() => killed.HasEnded || UnderWay().Length > 0);
            killed.Signal("KILL");
            Assert.Equal(137, (await killed.End()).ExitCode);
        }

        Assert.Empty(aws.Builds.All);
        (await host.Run(command)).Succeeds();

        Assert.Single(aws.Builds.All);
        // What is below it, and only that, expires by the rule that the docs name.
        Assert.StartsWith("stevedore-uploads/shop/", Assert.Single(UnderWay()));
        Assert.Empty((await s3.ListVersionsAsync(bucket, Token)).Versions ?? []);
        Assert.Empty(repository.PrivateConfigs);
        Assert.Equal("", repository.Git("status", "--porcelain"));
    }

    private string[] UnderWay() =>
        [.. (s3.ListMultipartUploadsAsync(bucket, Token).GetAwaiter().GetResult().MultipartUploads ?? []).Select(upload => upload.Key)];
}
