using System.Text.Json;
using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>A base that is named by a tag moves after its commit was shipped, under tags that cannot change.</summary>
public sealed class RefreshingABase(LabFixture lab) : IDisposable
{
    private readonly SampleRepository bases = SampleRepository.WithOneImage(
        """
        "tags": ["{sha:8}", "moving"],
        """,
        "LABEL build=1"
    );
    private readonly SampleRepository repository = SampleRepository.WithOneImage();

    public void Dispose()
    {
        bases.Dispose();
        repository.Dispose();
    }

    [Fact]
    public async Task KeepsTheCommitShippedUntilItIsAskedFor()
    {
        var before = await Move();
        repository.Write("web/Dockerfile", $"FROM {Base}\nLABEL page=web\n").CommitAll();
        (await new BuildHost(lab, repository).Run("--target=Ship")).Succeeds();
        var shipped = (await Web.Manifest($"{repository.Name}/web", repository.Tag))!.Digest;
        bases.Dockerfile("web", "LABEL build=2").CommitAll();
        var after = await Move();

        var again = (await RecordedDocker.Failing(repository).In(new(lab, repository)).Run("--target=Ship")).Succeeds();

        Assert.Contains(
            $"{Base}, which 'web' was built from, has moved since: it was {before} and is {after}. The commit is shipped all the same; "
                + "--refresh builds it again under a tag with {base:8}.",
            again.StandardError + again.StandardOutput,
            StringComparison.Ordinal
        );

        (await new BuildHost(lab, repository).Run("--target=Ship", "--refresh")).Succeeds();
        (await RecordedDocker.Failing(repository).In(new(lab, repository)).Run("--target=Ship", "--refresh")).Succeeds();

        var tag = $"{repository.Tag}-{after["sha256:".Length..][..8]}";
        Assert.Equal(shipped, (await Web.Manifest($"{repository.Name}/web", repository.Tag))!.Digest);
        Assert.NotEqual(shipped, (await Web.Manifest($"{repository.Name}/web", tag))!.Digest);
        Assert.Contains($"\"imageUri\":\"{repository.Web}:{tag}\"", repository.Output("imagedefinitions.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BuildsOnWhatItLookedUpAlthoughTheNameMovesMeanwhile()
    {
        _ = await Move();
        var older = bases.Tag;
        bases.Dockerfile("web", "LABEL build=2").CommitAll();
        var looked = await Move();
        repository.Write("web/Dockerfile", $"FROM {Base}\nLABEL page=web\n").CommitAll();
        var manifests = $"https://{SampleRepository.Host}/v2/{bases.Name}/web/manifests";
        var login = "--silent --fail --user AWS:123456789012-auth-token";
        var moving = RecordedDocker.Real(
            lab,
            repository,
            $"""
            case "$*" in *bake*)
                type=$(curl {login} --header 'Accept: application/vnd.oci.image.index.v1+json' --output '{repository.Temporary}/older' --write-out '%{"{"}content_type{"}"}' {manifests}/{older})
                curl {login} --request PUT --header "Content-Type: $type" --data-binary '@{repository.Temporary}/older' {manifests}/moving || exit 99 ;;
            esac
            """
        );

        (await moving.In(new(lab, repository)).Run("--target=Ship")).Succeeds();

        Assert.NotEqual(looked, (await Web.Manifest($"{bases.Name}/web", "moving"))!.Digest);
        var labels = await Labels();
        Assert.Equal("2", labels.GetProperty("build").GetString());
        Assert.Equal(looked, labels.GetProperty("org.opencontainers.image.base.digest").GetString());
    }

    private async Task<JsonElement> Labels()
    {
        var name = $"{repository.Name}/web";
        var index = (await Web.Manifest(name, repository.Tag))!.Content;
        var manifest = (await Web.Manifest(name, index.GetProperty("manifests")[0].GetProperty("digest").GetString()!))!.Content;
        var configuration = await Web.Blob(name, manifest.GetProperty("config").GetProperty("digest").GetString()!);
        return configuration.GetProperty("config").GetProperty("Labels");
    }

    private LabRegistry Web => new(lab);

    private string Base => $"{bases.Web}:moving";

    private async Task<string> Move()
    {
        (await new BuildHost(lab, bases).Run("--target=Ship")).Succeeds();
        return (await Web.Manifest($"{bases.Name}/web", "moving"))!.Digest;
    }
}
