using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Stevedore.CodeBuild;
using Stevedore.Tests.Ecs;
using Xunit;

namespace Stevedore.Tests.CodeBuild;

/// <summary>For a working tree that is sent, and for artifacts that come back.</summary>
public sealed class UsingABucket : IDisposable
{
    private readonly BuildCase given = new();
    private readonly StubBucket bucket = new();

    public UsingABucket() => given.Storage = configuration => configuration.HttpClientFactory = bucket;

    private static RemoteBuildRequest Asked =>
        new()
        {
            Project = "shop",
            Bucket = StubBucket.Name,
            IsUpload = true,
            IsConfirmed = true,
        };

    private string Output => Path.Combine(given.Checkout.Folder, "artifacts");

    public void Dispose() => given.Dispose();

    [Fact]
    public void FetchesAgainWhatIsCut()
    {
        var large = RandomNumberGenerator.GetBytes(20_000_000);
        bucket.Artifacts = Zip(("large.bin", large));
        var cuts = 2;
        bucket.Instead = (request, _) =>
            Task.FromResult(
                request.Headers.Range?.Ranges.Single().From == 8 * 1024 * 1024 && cuts-- > 0
                    ? new HttpResponseMessage(HttpStatusCode.PartialContent)
                    {
                        Headers = { { "x-amz-version-id", "v2" } },
                        Content = new StreamContent(new CutBody(bucket.Artifacts[(8 * 1024 * 1024)..9_000_000]))
                        {
                            Headers = { ContentLength = 8 * 1024 * 1024 },
                        },
                    }
                    : null
            );

        var code = given.Run(Asked);

        Assert.True(code == 0, given.Transcript(code));
        Assert.True(cuts < 0);
        Assert.Equal(large, File.ReadAllBytes(Path.Combine(Output, "large.bin")));
        Assert.Contains("AWS could not be reached", Assert.Single(given.Warnings));
        Assert.Empty(bucket.Objects);
        Assert.Equal([EcsStub.Account], bucket.Owners);
    }

    [Fact]
    public void EndsWithAPieceThatIsWhole()
    {
        bucket.Artifacts = Zip(("a.bin", RandomNumberGenerator.GetBytes(8_388_608 - ZipOverhead)));
        Assert.Equal(8_388_608, bucket.Artifacts.Length);

        Assert.Equal(0, given.Run(Asked));
        Assert.True(File.Exists(Path.Combine(Output, "a.bin")));
    }

    [Fact]
    public void TakesArtifactsThatItMayNotSeeForNone()
    {
        bucket.Instead = (request, _) =>
            Task.FromResult(
                request.Headers.Range is null
                    ? null
                    : StubBucket.Fault(
                        HttpStatusCode.Forbidden,
                        "AccessDenied",
                        $"User: arn:aws:iam::123456789012:user/dev is not authorized to perform: s3:ListBucket on resource: &quot;arn:aws:s3:::{StubBucket.Name}&quot; because no identity-based policy allows the s3:ListBucket action"
                    )
            );

        Assert.Equal(0, given.Run(Asked));
        var warning = Assert.Single(given.Warnings);
        Assert.StartsWith(
            "The build has left no artifacts, or they may not be fetched: the role may not s3:ListBucket on arn:aws:s3:::acme-uploads: ",
            warning
        );
        Assert.EndsWith("""{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::acme-uploads"}.""", warning);
        Assert.Empty(bucket.Objects);
    }

    [Theory]
    [InlineData(true, "Cannot take the artifacts of the build: '../a' leads out of the folder.")]
    [InlineData(false, "The build shop:00000001-9c2f-44d1-8e9b-7a53f06e8d1a failed in BUILD")]
    public void SaysHowABuildHasEndedBeforeWhatItsArtifactsAre(bool isDone, string error)
    {
        given.Aws.Builds.Next = isDone ? BuildScript.Success() : BuildScript.FailingPhase();
        bucket.Artifacts = Zip(("../a", [1]));

        Assert.Equal(1, given.Run(Asked));
        Assert.Contains(given.Lines, line => line.StartsWith("BUILD ", StringComparison.Ordinal));
        Assert.Contains(error, given.Lines[^1]);
        var kept = Assert.Single(bucket.Objects.Keys);
        Assert.EndsWith("-artifacts.zip", kept);
        Assert.Contains(
            given.Lines,
            line =>
                line.Contains("leads out of the folder", StringComparison.Ordinal)
                && line.Contains($"`aws s3 cp s3://{StubBucket.Name}/{kept} artifacts.zip`", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void LeavesTheTreeToABuildThatIsNotWatchedAnyLonger()
    {
        given.Aws.Faults.Before("BatchGetBuilds", () => given.Aws.Faults.Deny("BatchGetBuilds"), call: 3);

        Assert.Equal(1, given.Run(Asked));
        Assert.Contains("The build goes on", given.Lines[^1]);
        given.CleanUp.Run();
        Assert.Single(bucket.Objects);
    }

    [Fact]
    public void LeavesTheTreeToABuildThatASecondCtrlCLeaves()
    {
        given.Aws.Builds.Next = BuildScript.Endless();
        given.Aws.Faults.Before("BatchGetBuilds", given.Cancel, call: 4);
        given.Aws.Faults.Before("StopBuild", given.Cancel);

        Assert.Equal(130, given.Run(Asked));
        Assert.Contains(given.Lines, line => line.StartsWith("Left. ", StringComparison.Ordinal));
        Assert.Single(bucket.Objects);
        // Nobody has tried to delete it.
        Assert.Empty(given.Warnings);
    }

    [Fact]
    public void WaitsForItsEndNoLongerThanAnybodyElse()
    {
        given.Aws.Builds.Next = BuildScript.Endless();
        given.Aws.Faults.Before("BatchGetBuilds", given.Cancel, call: 4);
        bucket.Instead = async (request, token) =>
        {
            if (request.Method == HttpMethod.Delete)
            {
                given.Cancel();
                await Task.Delay(Timeout.Infinite, token);
            }

            return null;
        };

        Assert.Equal(130, given.Run(Asked));
        Assert.Equal(
            $"Cannot delete {Assert.Single(bucket.Objects.Keys)} from the bucket 'acme-uploads': nobody waited for it any longer. It stays until what is below stevedore-uploads/ expires.",
            Assert.Single(given.Warnings)
        );
    }

    [Fact]
    public void EndsAnUploadWhenNoPartIsUnderWay()
    {
        given.Checkout.Write("z.txt").Commit();
        File.WriteAllBytes(Path.Combine(given.Checkout.Folder, "large.bin"), RandomNumberGenerator.GetBytes(31_000_000));
        given.Checkout.Commit().Run("push", "--quiet", "origin", "main");
        given.Recommit();
        var underWay = 0;
        var atItsEnd = -1;
        bucket.Instead = async (request, _) =>
        {
            if (request.RequestUri!.Query.Contains("uploads", StringComparison.Ordinal))
            {
                File.Delete(Path.Combine(given.Checkout.Folder, "z.txt"));
            }

            if (request.Method == HttpMethod.Put)
            {
                // S3 has a part also where nobody waits for the answer any longer.
                Interlocked.Increment(ref underWay);
                await Task.Delay(1000, CancellationToken.None);
                Interlocked.Decrement(ref underWay);
            }

            if (request.Method == HttpMethod.Delete)
            {
                atItsEnd = Volatile.Read(ref underWay);
            }

            return null;
        };

        Assert.Equal(1, given.Run(Asked));
        Assert.Contains("Cannot upload z.txt: it vanished while the tree was read.", given.Lines[^1]);
        Assert.StartsWith("DELETE ?uploadId=", bucket.Ended.Last(), StringComparison.Ordinal);
        Assert.Equal(0, atItsEnd);
        Assert.Empty(bucket.Objects);
    }

    [Fact]
    public void ShowsNoReleaseOfAnEarlierRun()
    {
        Shipping();
        Directory.CreateDirectory(Output);
        File.WriteAllText(Path.Combine(Output, "release.json"), Release(given.Head));
        given.Aws.Builds.Next = BuildScript.FailingPhase();

        Assert.Equal(1, given.Target("Ship", "ship", hasArtifacts: true));
        Assert.False(File.Exists(Path.Combine(Output, "release.json")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ShowsTheReleaseOfThisCommitAlone(bool isThis)
    {
        Shipping();
        bucket.Artifacts = Zip(("release.json", Encoding.UTF8.GetBytes(Release(isThis ? given.Head : new('a', 40)))));

        Assert.Equal(0, given.Target("Ship", "ship", hasArtifacts: true));
        Assert.Equal(isThis, given.Lines.Exists(line => line.StartsWith("image ", StringComparison.Ordinal)));
        Assert.Equal(
            isThis ? [] : [$"release.json is of commit {new string('a', 40)}, and HEAD was built: it does not say what was shipped."],
            given.Warnings
        );
    }

    [Fact]
    public void RefusesAnOutputFolderOfOthersBeforeAnythingIsStarted()
    {
        Shipping();
        Directory.CreateDirectory(Output);
        File.WriteAllText(Path.Combine(Output, "release.json"), "mine");

        Assert.Equal(1, given.Target("Ship", "ship", hasArtifacts: true));
        Assert.Contains("release.json there is not one that Stevedore wrote", given.Lines[^1]);
        Assert.Empty(given.Aws.Builds.All);
    }

    [Fact]
    public void RefusesAProjectOfAnotherAccount()
    {
        Assert.Equal(1, given.Run(Asked with { Project = "arn:aws:codebuild:eu-central-1:999999999999:project/shop" }));
        Assert.Equal(
            "Error: Cannot start a build of the project 'shop': --project names one of the account 999999999999, and the credentials are of the account 123456789012. Take credentials of that account (AWS_PROFILE), or correct the ARN.",
            given.Lines[^1]
        );
        Assert.Empty(bucket.Ended);
    }

    private static int ZipOverhead => Zip(("a.bin", RandomNumberGenerator.GetBytes(1_000_000))).Length - 1_000_000;

    private void Shipping()
    {
        given
            .Checkout.Write("build.sh")
            .Write("build/Build.csproj", "<Project />")
            .Commit("build")
            .Run("push", "--quiet", "origin", "main");
        given.Recommit();
        given.Arguments("--on=codebuild", "--project=shop", $"--bucket={StubBucket.Name}");
    }

    private static string Release(string commit) =>
        $$"""
            {
              "formatVersion": 1, "commit": "{{commit}}", "dirty": false, "source": null, "build": {},
              "images": {
                "web": {
                  "container": null, "digest": "sha256:{{new string('b', 64)}}", "platforms": {},
                  "registries": { "hub": { "repository": "docker.io/acme/web", "digest": "sha256:{{new string('b', 64)}}", "tags": ["1"] } }
                }
              }
            }
            """;

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
