using System.IO.Compression;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Stevedore.CodeBuild;
using Stevedore.LabTests.AwsApi;
using Stevedore.Tests.CodeBuild;
using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.LabTests.CodeBuild;

/// <summary>A working tree goes to S3 as the lab has it, and a build of the stub takes it from there.</summary>
public sealed class UploadingATree : IAsyncLifetime
{
    private readonly BuildCase given = new();
    private readonly LabFixture lab;
    private readonly AmazonS3Client s3;
    private readonly string bucket = Api.NewName();
    private readonly CutConnections cuts = new();

    public UploadingATree(LabFixture lab)
    {
        this.lab = lab;
        s3 = new(Api.Credentials, Api.Of<AmazonS3Config>(lab));
        given.Storage = configuration =>
        {
            configuration.ServiceURL = lab.Variables["AWS_ENDPOINT_URL"];
            configuration.AuthenticationRegion = EcsStub.Region;
            configuration.HttpClientFactory = cuts;
        };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RemoteBuildRequest Asked =>
        new()
        {
            Project = "shop",
            IsUpload = true,
            IsConfirmed = true,
            Bucket = bucket,
        };

    public async ValueTask InitializeAsync() => await Make(bucket, isVersioned: true);

    public ValueTask DisposeAsync()
    {
        given.Dispose();
        s3.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task BuildsItAndBringsBackWhatItLeaves()
    {
        given.Checkout.Write("app/new.txt", "new\n").Write("tool.sh", "#!/bin/sh\n");
        File.SetUnixFileMode(Path.Combine(given.Checkout.Folder, "tool.sh"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        byte[] source = [];
        Before("BatchGetBuilds", () => source = Source(), call: 2);
        Before("BatchGetBuilds", () => Leave(("release.json", "{}"), ("reports/a.xml", "<a/>")), call: 8);

        var code = given.Run(Asked);

        Assert.True(code == 0, given.Transcript(code));
        var request = Assert.Single(given.Calls("StartBuild")).Body;
        Assert.Equal("S3", request.Text("sourceTypeOverride"));
        Assert.StartsWith($"{bucket}/stevedore-uploads/shop/", request.Text("sourceLocationOverride"));
        Assert.Equal(
            [$"STEVEDORE_COMMIT={given.Head}-dirty", "STEVEDORE_SOURCE=https://github.com/acme/shop", "SOURCE_DATE_EPOCH=1795169445"],
            request["environmentVariablesOverride"]!.AsArray().Select(variable => $"{variable!["name"]}={variable["value"]}")
        );
        using ZipArchive zip = new(new MemoryStream(source), ZipArchiveMode.Read);
        Assert.Equal(["app/new.txt", "buildspec.yml", "tool.sh"], zip.Entries.Select(entry => entry.FullName));
        Assert.Equal(0x81ED, zip.GetEntry("tool.sh")!.ExternalAttributes >> 16 & 0xFFFF);
        Assert.Equal("{}", await File.ReadAllTextAsync(Path.Combine(given.Checkout.Folder, "artifacts", "release.json"), Token));
        Assert.Equal("<a/>", await File.ReadAllTextAsync(Path.Combine(given.Checkout.Folder, "artifacts", "reports", "a.xml"), Token));
        Assert.Empty(await Left());
        Assert.Contains("Not in git, and sent as well: app/new.txt, tool.sh", given.Lines);
        Assert.Empty(given.Warnings);
    }

    [Fact]
    public async Task NamesTheCommitWhereNothingDiffers()
    {
        Assert.Equal(0, given.Run(Asked));
        Assert.Equal(given.Head, (string?)Assert.Single(given.Calls("StartBuild")).Body["environmentVariablesOverride"]![0]!["value"]);
        Assert.Empty(await Left());
    }

    [Fact]
    public async Task LeavesItToABuildThatNobodyWaitsFor()
    {
        Assert.Equal(0, given.Run(Asked with { IsDetached = true }));
        given.CleanUp.Run();

        Assert.Single(await Left());
    }

    [Fact]
    public async Task TakesUpWhatWasCut()
    {
        var text = new byte[20_000_000];
        System.Security.Cryptography.RandomNumberGenerator.Fill(text);
        await File.WriteAllBytesAsync(Path.Combine(given.Checkout.Folder, "large.bin"), text, Token);
        cuts.At = ["uploads", "partNumber=2", "partNumber=3", "uploadId"];
        byte[] source = [];
        Before("BatchGetBuilds", () => source = Source(), call: 2);

        var code = given.Run(Asked);

        Assert.True(code == 0, given.Transcript(code));
        Assert.Empty(cuts.At);
        Assert.Single(given.Warnings);
        using ZipArchive zip = new(new MemoryStream(source), ZipArchiveMode.Read);
        using MemoryStream large = new();
        await using var content = await zip.GetEntry("large.bin")!.OpenAsync(Token);
        await content.CopyToAsync(large, Token);
        Assert.Equal(text, large.ToArray());
        Assert.Contains(given.Lines, line => line.EndsWith("20 MB sent.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LeavesNothingWhereAFileVanishes()
    {
        given.Checkout.Write("b.txt").Commit().Run("push", "--quiet", "origin", "main");
        given.Recommit();
        cuts.Before = path =>
        {
            if (path.Contains("uploads", StringComparison.Ordinal))
            {
                File.Delete(Path.Combine(given.Checkout.Folder, "b.txt"));
            }
        };

        var code = given.Run(Asked);

        Assert.Equal(1, code);
        Assert.Contains("Cannot upload b.txt: it vanished while the tree was read.", given.Lines[^1]);
        Assert.Empty(given.Aws.Builds.All);
        Assert.Empty(await Left());
        Assert.Empty((await s3.ListMultipartUploadsAsync(bucket, Token)).MultipartUploads ?? []);
    }

    [Fact]
    public async Task LeavesNothingAfterCtrlC()
    {
        given.Aws.Builds.Next = BuildScript.Endless();
        given.Aws.Faults.Before("BatchGetBuilds", given.Cancel, call: 4);

        Assert.Equal(130, given.Run(Asked));
        Assert.Equal("STOPPED", given.Aws.Builds.All[0].Status);
        Assert.Empty(await Left());
    }

    [Fact]
    public async Task GoesBesideAnotherUpload()
    {
        using BuildCase other = new();
        other.Storage = given.Storage;
        other.Checkout.Write("other.txt");
        byte[] first = [],
            second = [];
        Before("BatchGetBuilds", () => first = Source(), call: 2);
        other.Aws.Faults.Before("BatchGetBuilds", () => second = Source(other), call: 2);

        var codes = await Task.WhenAll(Task.Run(() => given.Run(Asked), Token), Task.Run(() => other.Run(Asked), Token));

        Assert.Equal([0, 0], codes);
        Assert.DoesNotContain("other.txt", Names(first));
        Assert.Contains("other.txt", Names(second));
        Assert.Empty(await Left());
    }

    [Fact]
    public async Task TakesNoArtifactsFromElsewhere()
    {
        Before("BatchGetBuilds", () => Leave(("../outside.txt", "x")), call: 8);

        Assert.Equal(1, given.Run(Asked));
        Assert.Contains("Cannot take the artifacts of the build: '../outside.txt' leads out of the folder.", given.Lines[^1]);
        Assert.False(File.Exists(Path.Combine(given.Checkout.Folder, "outside.txt")));
        Assert.Contains("-artifacts.zip ", Assert.Single(await Left()));
    }

    [Fact]
    public async Task RefusesABucketWithoutVersions()
    {
        var plain = Api.NewName();
        await Make(plain, isVersioned: false);

        Refused(
            Asked with
            {
                Bucket = plain,
            },
            $"Error: Cannot upload to the bucket '{plain}': it is not versioned, so that a build could get what somebody else has put there meanwhile. `aws s3api put-bucket-versioning --bucket {plain} --versioning-configuration Status=Enabled`, or name another with --bucket."
        );
    }

    [Fact]
    public async Task RefusesABucketOfAnotherRegion()
    {
        var far = Api.NewName();
        using AmazonS3Client there = new(Api.Credentials, Api.Of<AmazonS3Config>(lab, region: "us-east-1"));
        await there.PutBucketAsync(new PutBucketRequest { BucketName = far }, Token);

        Refused(
            Asked with
            {
                Bucket = far,
            },
            $"Error: Cannot upload to the bucket '{far}': it is in us-east-1, and the project is in eu-central-1: CodeBuild takes its source from the same region. Name a bucket of that region with --bucket."
        );
    }

    [Fact]
    public void RefusesABucketThatIsNotThere() =>
        Refused(
            Asked with
            {
                Bucket = "is-not-there",
            },
            "Error: Cannot upload to the bucket 'is-not-there': there is no such bucket. Correct --bucket."
        );

    [Fact]
    public void RefusesWithoutABucket() =>
        Refused(
            Asked with
            {
                Bucket = null,
            },
            "Error: Cannot upload the working tree: no bucket is named. Name a versioned one in the project's region with --bucket, of which objects below stevedore-uploads/ expire."
        );

    [Fact]
    public void AsksUnderWhichRoleItRuns()
    {
        Refused(
            Asked with
            {
                IsConfirmed = false,
            },
            "Error: Cannot upload the working tree to the project 'shop': nobody is there to say that this role is meant. Pass --yes, or name the project of pull requests, whose role pushes nothing."
        );
        Assert.Contains(
            "It will run in the project shop under arn:aws:iam::123456789012:role/shop-build: whatever is in it may do what that role may.",
            given.Lines
        );
    }

    [Fact]
    public void NamesWhatMayNotBeDoneWithTheKey()
    {
        cuts.Deny =
            "User: arn:aws:iam::123456789012:user/dev is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:eu-central-1:123456789012:key/1 because no identity-based policy allows the kms:GenerateDataKey action";

        Assert.Equal(1, given.Run(Asked));
        Assert.Contains("the role may not kms:GenerateDataKey on arn:aws:kms:eu-central-1:123456789012:key/1", given.Lines[^1]);
    }

    private void Refused(RemoteBuildRequest request, string expected)
    {
        Assert.Equal(1, given.Run(request));
        Assert.Equal(expected, given.Lines[^1]);
        Assert.Empty(given.Aws.Builds.All);
    }

    private void Before(string operation, Action change, int call) => given.Aws.Faults.Before(operation, change, call);

    private async Task Make(string name, bool isVersioned)
    {
        await s3.PutBucketAsync(new PutBucketRequest { BucketName = name, BucketRegionName = EcsStub.Region }, Token);
        if (!isVersioned)
        {
            return;
        }

        await s3.PutBucketVersioningAsync(
            new()
            {
                BucketName = name,
                VersioningConfig = new() { Status = VersionStatus.Enabled },
            },
            Token
        );
        await s3.PutLifecycleConfigurationAsync(
            new()
            {
                BucketName = name,
                Configuration = new()
                {
                    Rules =
                    [
                        new()
                        {
                            Id = "uploads",
                            Status = LifecycleRuleStatus.Enabled,
                            Filter = new() { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = "stevedore-uploads/" } },
                            Expiration = new() { Days = 1 },
                        },
                    ],
                },
            },
            Token
        );
    }

    // In the middle of an answer of the stub, as CodeBuild would.
    private byte[] Source(BuildCase? of = null)
    {
        var request = (of ?? given).Calls("StartBuild")[0].Body;
        var key = request.Text("sourceLocationOverride")!.Split('/', 2)[1];
        using var answer = s3.GetObjectAsync(
                new GetObjectRequest
                {
                    BucketName = bucket,
                    Key = key,
                    VersionId = request.Text("sourceVersion"),
                },
                Token
            )
            .GetAwaiter()
            .GetResult();
        using MemoryStream bytes = new();
        answer.ResponseStream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private void Leave(params (string Name, string Text)[] files)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using StreamWriter content = new(zip.CreateEntry(name).Open());
                content.Write(text);
            }
        }

        var place = given.Calls("StartBuild")[0].Body["artifactsOverride"]!.AsObject();
        s3.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = place.Text("location"),
                    Key = $"{place.Text("path")}/{place.Text("name")}",
                    InputStream = new MemoryStream(bytes.ToArray()),
                    UseChunkEncoding = false,
                },
                Token
            )
            .GetAwaiter()
            .GetResult();
    }

    private static string[] Names(byte[] source)
    {
        using ZipArchive zip = new(new MemoryStream(source), ZipArchiveMode.Read);
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    private async Task<string[]> Left() =>
        [
            .. ((await s3.ListVersionsAsync(bucket, Token)).Versions ?? []).Select(version =>
                $"{version.Key} {version.VersionId} {version.IsDeleteMarker}"
            ),
        ];

    /// <summary>Leads to S3, and loses the answer to requests that are named by a part of their address, once each.</summary>
    private sealed class CutConnections : HttpClientFactory
    {
        public List<string> At { get; set; } = [];

        public Action<string> Before { get; set; } = _ => { };

        /// <summary>What is answered in place of taking an upload.</summary>
        public string? Deny { get; set; }

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(new Handler(this) { InnerHandler = new SocketsHttpHandler() });

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        private sealed class Handler(CutConnections cuts) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var query = request.RequestUri!.Query;
                cuts.Before(query);
                if (cuts.Deny is { } denial && query.Contains("uploads", StringComparison.Ordinal))
                {
                    return new(HttpStatusCode.Forbidden)
                    {
                        RequestMessage = request,
                        Content = new StringContent(
                            $"<Error><Code>AccessDenied</Code><Message>{denial}</Message></Error>",
                            System.Text.Encoding.UTF8,
                            "application/xml"
                        ),
                    };
                }

                var answer = await base.SendAsync(request, cancellationToken);
                lock (cuts)
                {
                    if (cuts.At.Find(part => query.Contains(part, StringComparison.Ordinal)) is { } cut)
                    {
                        cuts.At.Remove(cut);
                        answer.Dispose();
                        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
                    }
                }

                return answer;
            }
        }
    }
}
