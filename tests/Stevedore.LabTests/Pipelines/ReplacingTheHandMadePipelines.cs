using System.Text.Json.Nodes;
using Stevedore.Credentials;
using Stevedore.LabTests.Shipping;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Pipelines;

/// <summary>What people write by hand today, each shipped from its own source with one command and no shell.</summary>
public sealed class ReplacingTheHandMadePipelines(LabFixture lab)
{
    private const string Host = SampleRepository.Host;

    [Fact]
    public async Task ShipsToDockerHubForTwoPlatforms()
    {
        await Given("aws", "secretsmanager", "create-secret", "--name", "dockerhub-credentials", "--secret-string", Secret);
        using var run = new PipelineRun(lab, "1-docker-build-cloud");
        run.Variables["CODEBUILD_WEBHOOK_HEAD_REF"] = "refs/heads/main";

        await run.Ship();

        Assert.Equal(run.Digest("myapp"), await Inspect("docker.io/acme/myapp:8c1f4d0b"));
        Assert.Equal(run.Digest("myapp"), await Inspect("docker.io/acme/myapp:latest"));
        Assert.Equal(["linux/amd64", "linux/arm64"], await Platforms("docker.io/acme/myapp:latest"));
    }

    [Fact]
    public async Task ShipsAPlainDockerfileByVariablesAlone()
    {
        using var run = new PipelineRun(lab, "2-codebuild-sample");
        Assert.False(File.Exists(Path.Combine(run.Folder, "stevedore.json")));

        await run.Ship();

        await Holds("demo/codebuild/push-ecr", run.Digest("push-ecr"), "17b0e6d9", "latest");
    }

    [Fact]
    public async Task ShipsFromASubfolderToTheStacksRepository()
    {
        using var run = new PipelineRun(lab, "3-cloudformation");

        await run.Ship();

        await Holds("stack-app", run.Digest("app"), "b3f5a0c2", "main");
    }

    [Fact]
    public async Task ShipsToEcrForEcsWithDockerHubForPulls()
    {
        await Given("aws", "ssm", "put-parameter", "--overwrite", "--name", "/dockerhub/user", "--type", "SecureString", "--value", "acme");
        await Given(
            "aws",
            "ssm",
            "put-parameter",
            "--overwrite",
            "--name",
            "/dockerhub/token",
            "--type",
            "SecureString",
            "--value",
            "hubtoken"
        );
        using var run = new PipelineRun(lab, "4-docker-hub-to-ecs");

        await run.Ship();

        Assert.Equal($$"""[{"name":"myweb","imageUri":"{{Host}}/myweb:e41d7b90"}]""" + "\n", run.Output("imagedefinitions.json"));
        await Holds("myweb", run.Digest("myweb"), "e41d7b90", "latest");
    }

    [Fact]
    public async Task ShipsAnAppOnTheBaseThatThePipelineNamed()
    {
        using var standsOn = new PipelineRun(lab, "5-base-and-app/base");
        await standsOn.Ship();
        await Holds("base-image", standsOn.Digest("base-image"), "5d2c9e7", "latest");
        using var run = new PipelineRun(lab, "5-base-and-app/app");
        run.Variables["CODEBUILD_SRC_DIR_BaseImage"] = Path.Combine(standsOn.Folder, "artifacts");

        await run.Ship();

        var tag = $"f06b3c8-{standsOn.Digest("base-image")["sha256:".Length..][..8]}";
        Assert.Equal($$"""[{"name":"app","imageUri":"{{Host}}/app-image:{{tag}}"}]""" + "\n", run.Output("imagedefinitions.json"));
        await Holds("app-image", run.Digest("app-image"), tag, "latest");
        Assert.Contains($"\"digest\": \"{standsOn.Digest("base-image")}\"", run.Output("release.json"));

        // A base that is pushed as it is starts the pipeline again.
        var (definitions, detail) = (run.Output("imagedefinitions.json"), run.Output("imageDetail.json"));
        var again = await run.Ship();
        Assert.Contains("  found, already shipped (there since 20", again.StandardOutput, StringComparison.Ordinal);
        Assert.Equal((definitions, detail), (run.Output("imagedefinitions.json"), run.Output("imageDetail.json")));
        Assert.Contains("\"outcome\": \"found\"", run.Output("release.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1-docker-build-cloud", 6)]
    [InlineData("2-codebuild-sample", 9)]
    [InlineData("3-cloudformation", 7)]
    [InlineData("4-docker-hub-to-ecs", 9)]
    [InlineData("5-base-and-app/base", 8)]
    [InlineData("5-base-and-app/app", 9)]
    public void LeavesNoShell(string name, int linesBefore)
    {
        using var run = new PipelineRun(lab, name);
        Assert.Equal(linesBefore, run.LinesOfShellBefore);
        Assert.Equal(["bash build.sh --target=Ship"], run.Commands);
    }

    private const string Secret = """{"DOCKER_USERNAME":"acme","DOCKER_TOKEN":"hubtoken"}""";

    // What is there from an earlier run of the tests is as good.
    // What an earlier run in the same lab has made is there already.
    private async Task Given(params string[] command)
    {
        var result = await lab.Exec(command);
        Assert.True(
            result.ExitCode == 0 || result.StandardError.Contains("ResourceExists", StringComparison.Ordinal),
            result.StandardError
        );
    }

    private async Task Holds(string repository, string digest, params string[] tags)
    {
        foreach (var tag in tags)
        {
            Assert.Equal(digest, (await new LabRegistry(lab).Manifest(repository, tag))?.Digest);
        }
    }

    private async Task<string> Inspect(string reference) => (string)(await Manifest(reference))["digest"]!;

    private async Task<string[]> Platforms(string reference) =>
        [
            .. from part in (await Manifest(reference))["manifests"]!.AsArray()
            let platform = $"{part!["platform"]!["os"]}/{part["platform"]!["architecture"]}"
            where platform != "unknown/unknown"
            select platform,
        ];

    private async Task<JsonNode> Manifest(string reference)
    {
        var result = await lab.Exec("docker", "buildx", "imagetools", "inspect", "--format", "{{json .Manifest}}", reference);
        return result.ExitCode == 0 ? JsonNode.Parse(result.StandardOutput)! : throw new InvalidOperationException(result.StandardError);
    }
}
