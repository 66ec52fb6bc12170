using Stevedore.LabTests.Engines;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class OtherTargets(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = SampleRepository.WithTwoImages();

    public void Dispose() => repository.Dispose();

    [Fact]
    [DependsOnTheEngine]
    public async Task ShipBuildBuildsAllPlatformsAndPushesNothing()
    {
        repository.Write("web/Dockerfile", "FROM base\nLABEL page=web\nCOPY Dockerfile /\n").CommitAll();

        (await new BuildHost(lab, repository).Run("--target=ShipBuild")).Succeeds();

        Assert.Empty(await new LabRegistry(lab).Tags($"{repository.Name}/web"));
        Assert.Equal(["bake.json", "docker.log", "metadata.json"], repository.Outputs);
        Assert.Equal(["[web linux/amd64 1/2] COPY Dockerfile /", "[web linux/arm64 1/2] COPY Dockerfile /"], Copies());

        // Without the step's number, in no order and once: platforms are built side by side, and a step's line comes again when another's interrupts it.
        IEnumerable<string> Copies() =>
            repository
                .Output("docker.log")
                .Split('\n')
                .Where(line => line.Contains("COPY", StringComparison.Ordinal))
                .Select(line => line[line.IndexOf('[', StringComparison.Ordinal)..])
                .Distinct()
                .Order(StringComparer.Ordinal);
    }

    [Fact]
    [DependsOnTheEngine]
    public async Task ShipLoadLoadsEveryImageForThisMachine()
    {
        (await new BuildHost(lab, repository).Run("--target=ShipLoad")).Succeeds();

        Assert.Equal($"{repository.Name}\n", await Label("web:dev", "repository"));
        Assert.Equal("web\n", await Label("web:dev", "page"));
        Assert.Equal($"{repository.Name}\n", await Label("base:dev", "repository"));
        Assert.Empty(await new LabRegistry(lab).Tags($"{repository.Name}/web"));
    }

    [Fact]
    public async Task ShipLoginProvesTheCredentials()
    {
        var login = (await new BuildHost(lab, repository).Run("--target=ShipLogin")).Succeeds();

        Assert.Contains($"Logged in to {SampleRepository.Host} with an ECR authorization token for eu-central-1.", login.StandardOutput);
        Assert.Empty(repository.Outputs);
    }

    [Fact]
    public async Task ShipDefinitionsWritesTheFilesOfTheLastPushAlsoOfOneThatBuiltNothing()
    {
        (await new BuildHost(lab, repository).Run("--target=Ship")).Succeeds();
        var before = repository.Output("release.json");
        File.Delete(Path.Combine(repository.Folder, "artifacts", "imagedefinitions.json"));
        File.Delete(Path.Combine(repository.Folder, "artifacts", "release.json"));

        (await new BuildHost(lab, repository).Run("--target=ShipDefinitions")).Succeeds();

        Assert.Equal(
            $$"""[{"name":"web","imageUri":"{{repository.Web}}:{{repository.Tag}}"}]""" + "\n",
            repository.Output("imagedefinitions.json")
        );
        IsFound(before, repository.Output("release.json"));

        (await new BuildHost(lab, repository).Run("--target=ShipPush")).Succeeds();
        Assert.Empty(repository.Outputs);
        (await new BuildHost(lab, repository).Run("--target=ShipDefinitions")).Succeeds();

        IsFound(before, repository.Output("release.json"));
    }

    private static void IsFound(string built, string found)
    {
        Assert.NotEqual(built, found);
        Assert.Equal(built, FoundRelease.AsBuilt(found));
    }

    private async Task<string> Label(string image, string label)
    {
        var inspect = await lab.Exec("docker", "image", "inspect", "--format", $$$"""{{index .Config.Labels "{{{label}}}"}}""", image);
        Assert.True(inspect.ExitCode == 0, inspect.StandardError);
        return inspect.StandardOutput;
    }
}
