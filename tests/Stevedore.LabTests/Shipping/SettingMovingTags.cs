using Stevedore.LabTests.Engines;
using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class SettingMovingTags(LabFixture lab)
{
    private const string Tags = """ "tags": ["{sha:8}", { "tag": "latest", "on": "branch:main" }, "stable"], """;

    [Fact]
    [DependsOnTheEngine]
    public async Task GivesThemTheDigestOfTheIndex()
    {
        using var repository = SampleRepository.WithTwoImages();

        (await new BuildHost(lab, repository).Run("--target=Ship")).Succeeds();

        var digests = await Digests(repository, "latest", "v1");
        Assert.Single(digests);
    }

    [Fact]
    [DependsOnTheEngine]
    public async Task GivesThemTheDigestOfASingleManifest()
    {
        using var repository = SampleRepository.WithOneImage(Tags + """ "attestations": { "provenance": "none" }, """);

        (await new BuildHost(lab, repository).Run("--target=Ship")).Succeeds();

        Assert.Single(await Digests(repository, "latest", "stable"));
        var manifest = await new LabRegistry(lab).Manifest($"{repository.Name}/web", "latest");
        Assert.Equal("application/vnd.docker.distribution.manifest.v2+json", manifest!.MediaType);
    }

    [Fact]
    public async Task MovesThemToTheNextCommitAndLeavesTheFirstOne()
    {
        using var repository = SampleRepository.WithOneImage(Tags);
        (await new BuildHost(lab, repository).Run("--target=Ship")).Succeeds();
        var first = repository.Tag;
        repository.Dockerfile("web", "LABEL commit=second").CommitAll();

        (await new BuildHost(lab, repository).Run("--target=Ship")).Succeeds();

        Assert.Single(await Digests(repository, "latest", "stable"));
        var registry = new LabRegistry(lab);
        Assert.NotEqual(
            (await registry.Manifest($"{repository.Name}/web", first))!.Digest,
            (await registry.Manifest($"{repository.Name}/web", repository.Tag))!.Digest
        );
    }

    private async Task<string[]> Digests(SampleRepository repository, params string[] tags)
    {
        var registry = new LabRegistry(lab);
        var digests = new List<string>();
        foreach (var tag in tags.Append(repository.Tag))
        {
            digests.Add((await registry.Manifest($"{repository.Name}/web", tag))!.Digest);
        }

        return [.. digests.Distinct()];
    }
}
