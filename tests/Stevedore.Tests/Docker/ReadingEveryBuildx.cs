using System.Text;
using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Tests.Planning;
using Xunit;

namespace Stevedore.Tests.Docker;

/// <summary>What three versions of buildx print of a builder in a container of BuildKit 0.32.2.</summary>
public sealed class ReadingEveryBuildx
{
    private const string Builder = "docker-container-buildkit-0.32.2";
    private const string Ecr = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

    public static TheoryData<string> Versions => ["0.13.1", "0.32.1", "0.36.1"];

    [Theory]
    [MemberData(nameof(Versions))]
    public void ListsBuilders(string buildx)
    {
        var builders = Read($"ls-json-{Builder}-buildx-{buildx}.txt");
        var builder = builders.First(one => one.Name == "cb");

        Assert.Equal(["cb", "default"], builders.Select(one => one.Name).Distinct());
        Assert.Equal(
            ("docker-container", true, true, true),
            (builder.Driver, builder.IsRunning, builder.IsComplete, builder.TakesImagesByContext)
        );
        Assert.Equal(new Version(0, 32, 2), builder.Nodes[0].Version);
        Assert.Equal(
            ["linux/386", "linux/amd64", "linux/amd64/v2", "linux/amd64/v3", "linux/amd64/v4", "linux/arm64"],
            builder.Platforms.Order(StringComparer.Ordinal)
        );
        var engine = builders.First(one => one.Name == "default");
        Assert.Equal((false, buildx == "0.13.1" ? null : true), (engine.IsComplete, engine.IsCurrent));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void ListsBuildersThatDoNotRun(string buildx)
    {
        var builder = Read($"ls-json-inactive-{Builder}-buildx-{buildx}.txt").First(one => one.Name == "cb");

        Assert.Equal((false, null), (builder.IsRunning, builder.Error));
        Assert.Empty(builder.Platforms);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void ChoosesABuilder(string buildx)
    {
        var needs = new BuilderNeeds([Platform.Parse("linux/amd64"), Platform.Parse("linux/s390x")], Complete: true, ["a test"]);
        var listed = Read($"ls-json-{Builder}-buildx-{buildx}.txt");

        var decision = BuilderChoice.Decide(new(new(new() { Name = "cb" }, null), needs, listed, IsCodeBuild: true));

        Assert.Equal(("cb", true, false), (decision.Name, decision.Creations.IsEmpty, decision.HasSeveralNodes));
        Assert.Equal((null, null), (decision.Difference, decision.Emulators));
    }

    [Fact]
    public void ListsTheEngineOfCodeBuild()
    {
        var engine = Read("ls-json-docker-28.5.2-overlay2-store-buildx-0.32.1.txt")[0];

        Assert.Equal(("default", "docker", true, false), (engine.Name, engine.Driver, engine.IsCurrent, engine.IsComplete));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void ReadsDigests(string buildx)
    {
        var file = $"bake-metadata-{Builder}-buildx-{buildx}.json";

        var digests = Digests(file);

        Assert.Equal(["base", "web"], digests.Keys.Order(StringComparer.Ordinal));
        Assert.All(
            digests.Values,
            digest => Assert.Contains($"\"containerimage.digest\": \"{digest}\"", Captured.Text(file), StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("bake-metadata-two-nodes")]
    [InlineData("bake-metadata-provenance-disabled")]
    public void ReadsDigestsOfOtherBuilds(string name) => Assert.Equal(2, Digests($"{name}-{Builder}-buildx-0.32.1.json").Count);

    [Theory]
    [MemberData(nameof(Versions))]
    public void ReadsWhatWasPushed(string buildx)
    {
        var pushed = PushedManifests.In(Captured.Lines($"bake-two-images-two-platforms-plain-{Builder}-buildx-{buildx}.txt"));

        Assert.Equal([$"{Ecr}/capbase:abc", $"{Ecr}/capweb:abc", "docker.io/acme/capweb:abc"], pushed.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(pushed[$"{Ecr}/capweb:abc"], pushed["docker.io/acme/capweb:abc"]);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void FindsNoCacheThatWasNotWritten(string buildx)
    {
        var images = PlanCase.Rich.Plan().Images;

        Assert.Empty(CacheFaults.Unwritten(Captured.Lines($"bake-two-images-two-platforms-plain-{Builder}-buildx-{buildx}.txt"), images));
        Assert.Empty(CacheFaults.Unwritten(Captured.Lines($"bake-failing-run-plain-{Builder}-buildx-{buildx}.txt"), images));
    }

    public static TheoryData<string, string> Failures
    {
        get
        {
            const string step = "process \"/bin/sh -c echo about to fail && false\" did not complete successfully: exit code: 1";
            var failures = new TheoryData<string, string>();
            foreach (var buildx in (string[])["0.13.1", "0.32.1", "0.36.1"])
            {
                void Add(string name, string why) => failures.Add($"{name}-{Builder}-buildx-{buildx}.txt", why);
                Add("error-network-host-not-allowed", "a step asks for network.host, which is not granted");
                Add("error-push-no-credentials", $"the registry of {Ecr}/zzz:1 did not accept the credentials, or got none");
                Add("error-push-no-credentials-docker-hub", "the registry of docker.io/acme/zzz:1 refused access");
                Add(
                    "error-push-registry-down",
                    "the registry of 192.0.2.9:443/zzz:1 did not answer (dial tcp 192.0.2.9:443: connect: no route to host)"
                );
                Add(
                    "error-sbom-scanner-missing",
                    "the image docker.io/docker/buildkit-syft-scanner:stable-1, which lists what is in an image (SBOM), does not exist"
                );
                Add("build-failing-run-plain", step);
                Add("bake-failing-run-plain", buildx == "0.13.1" ? step : $"target fail: {step}");
            }

            return failures;
        }
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void ExplainsFailures(string capture, string why)
    {
        var failure = new DockerFailure("docker buildx bake", "/src", 1, [.. Captured.Lines(capture).TakeLast(30)], null);

        Assert.Equal(why, DockerFaults.Failed("Cannot build the images", failure).Why);
    }

    private static ImmutableArray<Builder> Read(string capture) => Stevedore.Docker.Builder.ParseList(Captured.Lines(capture));

    private static ImmutableDictionary<string, Digest> Digests(string file) =>
        BakeMetadata.Digests(Encoding.UTF8.GetBytes(Captured.Text(file)), file);
}
