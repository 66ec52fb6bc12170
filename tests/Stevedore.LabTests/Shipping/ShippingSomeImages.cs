using System.Text.Json;
using Stevedore.LabTests.Engines;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class ShippingSomeImages(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = SampleRepository.WithTwoImages();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task BuildsTheirBasesAndPushesOnlyThem()
    {
        (await new BuildHost(lab, repository).Run("--target=Ship", "--images=web")).Succeeds();

        var registry = new LabRegistry(lab);
        Assert.Equal([repository.Tag, "latest", "v1"], await registry.Tags($"{repository.Name}/web"));
        Assert.Empty(await registry.Tags($"{repository.Name}/base"));
        var release = JsonDocument.Parse(repository.Output("release.json")).RootElement.GetProperty("images");
        Assert.Equal(["web"], release.EnumerateObject().Select(image => image.Name));
    }

    [Fact]
    [DependsOnTheEngine]
    public async Task StandsOnTheBaseThatWasBuilt()
    {
        (await new BuildHost(lab, repository).Run("--target=Ship", "--images=web")).Succeeds();

        var registry = new LabRegistry(lab);
        var index = await registry.Manifest($"{repository.Name}/web", repository.Tag);
        var manifest = index!.Content.GetProperty("manifests")[0].GetProperty("digest").GetString()!;
        var configuration = (await registry.Manifest($"{repository.Name}/web", manifest))!
            .Content.GetProperty("config")
            .GetProperty("digest")
            .GetString();
        var blob = await lab.Exec([
            "curl",
            "--silent",
            "--location",
            "--user",
            "AWS:123456789012-auth-token",
            $"https://{SampleRepository.Host}/v2/{repository.Name}/web/blobs/{configuration}",
        ]);
        var labels = JsonDocument.Parse(blob.StandardOutput).RootElement.GetProperty("config").GetProperty("Labels");
        Assert.Equal(repository.Name, labels.GetProperty("repository").GetString());
        Assert.Equal(repository.Commit, labels.GetProperty("org.opencontainers.image.revision").GetString());
    }
}
