using System.IO.Compression;
using Amazon.S3;
using Amazon.S3.Model;
using Stevedore.LabTests.AwsApi;
using Stevedore.LabTests.Builders;
using Stevedore.LabTests.Shipping;
using Stevedore.Tests;
using Stevedore.Tests.CodeBuild;
using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.LabTests.CodeBuild;

/// <summary>A commit shipped from here, and again from what a build gets of it: without git, by the variables of CodeBuild.</summary>
public sealed class ShippingWhatWasUploaded(LabFixture lab) : IAsyncLifetime
{
    private const int TypeOfLink = 0xA000;
    private const int TypeBits = 0xF000;
    private const int ModeBits = 0x1FF;

    private readonly LabBuilder builder = new(lab);
    private readonly string bucket = Api.NewName();
    private readonly AmazonS3Client s3 = new(Api.Credentials, Api.Of<AmazonS3Config>(lab));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await builder.InitializeAsync();
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

    public async ValueTask DisposeAsync()
    {
        s3.Dispose();
        await builder.DisposeAsync();
    }

    [Fact]
    public async Task MakesTheSameImages()
    {
        using var here = Sample();
        (await Ship(builder.In(here))).Succeeds();
        using SampleRepository there = new();
        Directory.Delete(Path.Combine(there.Folder, ".git"), recursive: true);

        var variables = await Upload(here, there);

        Assert.Equal([$"{here.Commit}"], variables.Where(one => one.Key == "STEVEDORE_COMMIT").Select(one => one.Value));
        var host = builder
            .In(there)
            .With("CODEBUILD_SRC_DIR", there.Folder)
            .With("CODEBUILD_BUILD_ID", "shop:1")
            .With("CODEBUILD_RESOLVED_SOURCE_VERSION", "");
        (await Ship(variables.Aggregate(host, (with, variable) => with.With(variable.Key, variable.Value)))).Succeeds();
        Assert.Equal(["web linux/amd64", "web linux/arm64"], here.Platforms().Keys);
        Assert.Equal(here.Platforms(), there.Platforms());
    }

    // With what a zip may lose: a mode, a link, a name.
    private SampleRepository Sample()
    {
        SampleRepository repository = new();
        repository
            .Settings(
                $$"""
                {
                  "platforms": ["linux/amd64", "linux/arm64"],
                  "registries": { "lan": { "type": "registry", "host": "{{lab.Variables["STEVEDORE_LAB_REGISTRY"]}}" } },
                  "images": { "web": { "context": "web", "repository": "{{repository.Name}}/web" } }
                }
                """
            )
            .Dockerfile("web", "COPY . /srv/")
            .Write("web/bin/start.sh", "#!/bin/sh\nexec true\n")
            .Write("web/grüße und mehr.txt", "ü\n")
            .Write("web/empty", "");
        File.SetUnixFileMode(
            Path.Combine(repository.Folder, "web/bin/start.sh"),
            UnixFileMode.UserRead
                | UnixFileMode.UserWrite
                | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead
                | UnixFileMode.GroupExecute
                | UnixFileMode.OtherRead
                | UnixFileMode.OtherExecute
        );
        File.CreateSymbolicLink(Path.Combine(repository.Folder, "web/start"), "bin/start.sh");
        // As in a clone, every file is younger than the commit.
        return repository.CommitAll("2026-01-02T03:04:05Z");
    }

    private Task<HostResult> Ship(BuildHost host) =>
        host.With("STEVEDORE__BUILDER__DRIVER", "docker-container")
            .With("STEVEDORE__BUILDER__NAME", builder.Name)
            .With("STEVEDORE__BUILDER__IMAGE", LabBuilder.Image)
            .Run("--target=Ship", "--no-cache", "--rebuild");

    // What the build's environment holds, once its source is in the folder.
    private async Task<KeyValuePair<string, string>[]> Upload(SampleRepository from, SampleRepository to)
    {
        ManualClock clock = new();
        EcsStub aws = new(clock);
        aws.Builds.Project("shop");
        aws.Faults.Before(
            "BatchGetBuilds",
            () =>
            {
                Unpack(aws.Requests.Single(request => request.Operation == "StartBuild"), to.Folder);
                clock.Advance(TimeSpan.FromMinutes(10));
            }
        );
        using EcsStubServer server = new(aws);
        var run = await new BuildHost(lab, from)
            .With("AWS_ENDPOINT_URL_CODEBUILD", server.Url)
            .With("AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", server.Url)
            .Run("--target=CodeBuildRun", "--project=shop", "--upload", "--yes", $"--bucket={bucket}");
        run.Succeeds();
        return
        [
            .. aws.Requests.Single(request => request.Operation == "StartBuild").Body["environmentVariablesOverride"]!
                .AsArray()
                .Select(variable => KeyValuePair.Create((string)variable!["name"]!, (string)variable["value"]!)),
        ];
    }

    // As CodeBuild does, and as .NET does not.
    private void Unpack(RecordedRequest started, string folder)
    {
        using var answer = s3.GetObjectAsync(
                new GetObjectRequest
                {
                    BucketName = bucket,
                    Key = started.Body.Text("sourceLocationOverride")!.Split('/', 2)[1],
                    VersionId = started.Body.Text("sourceVersion"),
                },
                Token
            )
            .GetAwaiter()
            .GetResult();
        using MemoryStream bytes = new();
        answer.ResponseStream.CopyTo(bytes);
        using ZipArchive zip = new(bytes, ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            var path = Path.Combine(folder, entry.FullName);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var mode = entry.ExternalAttributes >> 16;
            if ((mode & TypeBits) == TypeOfLink)
            {
                using StreamReader target = new(entry.Open());
                File.CreateSymbolicLink(path, target.ReadToEnd());
                continue;
            }

            using (var content = entry.Open())
            using (var file = File.Create(path))
            {
                content.CopyTo(file);
            }

            File.SetLastWriteTimeUtc(path, DateTime.SpecifyKind(entry.LastWriteTime.DateTime, DateTimeKind.Utc));
            File.SetUnixFileMode(path, (UnixFileMode)(mode & ModeBits));
        }
    }
}
