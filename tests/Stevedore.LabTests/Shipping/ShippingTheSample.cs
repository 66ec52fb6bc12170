using System.Text.RegularExpressions;
using Stevedore.LabTests.Engines;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

[DependsOnTheEngine]
public sealed partial class ShippingTheSample(LabFixture lab, ShippedSample sample) : IClassFixture<ShippedSample>
{
    private readonly SampleRepository repository = sample.Repository;

    [Fact]
    public void WritesTheImageThatHasAContainerToImageDefinitions() =>
        Assert.Equal(
            $$"""[{"name":"web","imageUri":"{{SampleRepository.Host}}/web:{{repository.Tag}}"}]""" + "\n",
            repository.Output("imagedefinitions.json")
        );

    [Theory]
    [InlineData("base")]
    [InlineData("web")]
    public async Task PushesAnIndexOfBothPlatformsWithTheDigestOfTheRelease(string image)
    {
        var index = await new LabRegistry(lab).Manifest(image, repository.Tag);

        Assert.Equal(["linux/amd64", "linux/arm64"], index!.Platforms);
        Assert.Equal(index.Digest, sample.Image(image).GetProperty("digest").GetString());
    }

    [Theory]
    [InlineData("base")]
    [InlineData("web")]
    public async Task AnnotatesTheIndexAndTheManifestOfEachPlatform(string image)
    {
        var registry = new LabRegistry(lab);
        var index = await registry.Manifest(image, repository.Tag);
        var manifests = await Task.WhenAll(
            index!
                .Content.GetProperty("manifests")
                .EnumerateArray()
                .Where(manifest => manifest.GetProperty("platform").GetProperty("os").GetString() != "unknown")
                .Select(manifest => registry.Manifest(image, manifest.GetProperty("digest").GetString()!))
        );

        Assert.Equal(2, manifests.Length);
        Assert.All(
            manifests.Prepend(index),
            annotated =>
            {
                var annotations = annotated!.Content.GetProperty("annotations");
                Assert.Equal(image, annotations.GetProperty("org.opencontainers.image.title").GetString());
                Assert.Equal(repository.Commit, annotations.GetProperty("org.opencontainers.image.revision").GetString());
                Assert.DoesNotContain(annotations.EnumerateObject(), annotation => annotation.Name.Contains(':'));
            }
        );
    }

    [Fact]
    public async Task NamesTheDigestInImageDetail()
    {
        var index = await new LabRegistry(lab).Manifest("web", repository.Tag);

        Assert.Equal($$"""{"ImageURI":"{{SampleRepository.Host}}/web@{{index!.Digest}}"}""" + "\n", repository.Output("imageDetail.json"));
    }

    [Fact]
    public async Task GivesLatestTheSameDigest()
    {
        var registry = new LabRegistry(lab);

        Assert.Equal(sample.Image("web").GetProperty("digest").GetString(), (await registry.Manifest("web", "latest"))!.Digest);
    }

    [Theory]
    [InlineData("linux/amd64")]
    [InlineData("linux/arm64")]
    public async Task PushesAnImageThatServesThePageOfItsCommitAndPlatform(string platform)
    {
        var config = Path.Combine(repository.Workspace, "docker-config");
        var login = await lab.Run(
            [
                "bash",
                lab.Script,
                "exec",
                "docker",
                "--config",
                config,
                "login",
                "--username",
                "AWS",
                "--password-stdin",
                SampleRepository.Host,
            ],
            standardInput: "123456789012-auth-token"
        );
        login.Succeeds();
        var image = $"{SampleRepository.Host}/web@{sample.Image("web").GetProperty("digest").GetString()}";
        var run = await lab.Exec("docker", "--config", config, "run", "--detach", "--platform", platform, image);
        Assert.True(run.ExitCode == 0, run.StandardError);
        var container = run.StandardOutput.Trim();
        try
        {
            const string fetch = "until wget -q -O - http://127.0.0.1:8080/; do sleep 0.1; done";
            var page = await lab.Exec("docker", "exec", container, "timeout", "20", "sh", "-c", fetch);

            Assert.Contains($"<dd>{repository.Commit}</dd>", page.StandardOutput);
            Assert.Contains($"<dd>{platform}</dd>", page.StandardOutput);
        }
        finally
        {
            (await lab.Exec("docker", "rm", "--force", container)).Succeeds();
        }
    }

    [Fact]
    public void StartsDockerTwice() =>
        Assert.Equal(
            [
                "buildx ls --format {{json .}}",
                $"buildx bake --builder default --file {repository.Temporary}/RUN/bake.json "
                    + $"--metadata-file {repository.Temporary}/RUN/metadata.json --progress plain default",
            ],
            sample.DockerCalls.Select(call => PrivateFolder().Replace(call, "RUN"))
        );

    [Fact]
    public void WritesTheTagOfTheCommitOnceAsATagThatCannotChangeTakesIt()
    {
        var log = File.ReadAllText(Path.Combine(lab.Variables["STEVEDORE_LAB"], "logs", $"{SampleRepository.Host}.access.log"));

        Assert.Single(log.Split('\n'), line => line.Contains($"\"PUT /v2/web/manifests/{repository.Tag} ", StringComparison.Ordinal));
    }

    [Fact]
    public void EndsWithATableOfWhatWasShipped()
    {
        foreach (var image in (string[])["base", "web"])
        {
            var reference = $"{SampleRepository.Host}/{image}:{repository.Tag}";
            Assert.Matches(
                $"(?m)^{image} +{reference} +{sample.Image(image).GetProperty("digest").GetString()} +[0-9.]+ MB +[0-9]+[.][0-9] s +built$",
                sample.Result.StandardOutput
            );
        }

        Assert.Contains($"the files are in {repository.Folder}/artifacts\n", sample.Result.StandardOutput);
    }

    [Fact]
    public void LeavesNoPrivateConfig() => Assert.Empty(repository.PrivateConfigs);

    [Fact]
    public async Task IsNoChangeOfTheTree()
    {
        var plan = await new BuildHost(lab, repository).Run("--target=ShipPlan");

        Assert.Contains($"commit   {repository.Commit} (git)\n", plan.StandardOutput);
    }

    [GeneratedRegex("stevedore-run-[^/]+", RegexOptions.None, 1000)]
    private static partial Regex PrivateFolder();
}
