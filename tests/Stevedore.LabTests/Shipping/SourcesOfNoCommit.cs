using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class SourcesOfNoCommit(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = SampleRepository.WithOneImage();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task AreRefusedWhereTheyDiffer()
    {
        repository.Write("web/index.html", "new").Dockerfile("web", "LABEL changed=yes");

        var result = await new BuildHost(lab, repository).Run("--target=Ship");

        result.FailsWith(
            $"Cannot push: the tree differs from commit {repository.Commit} (web/Dockerfile, web/index.html). Commit the changes, or pass --allow-dirty."
        );
        Assert.Empty(repository.Outputs);
        Assert.Empty(await new LabRegistry(lab).Tags($"{repository.Name}/web"));
    }

    [Fact]
    public async Task ArePushedWithATagOfTheirOwnWhereTheyDiffer()
    {
        repository.Write("web/index.html", "new");

        (await new BuildHost(lab, repository).Run("--target=Ship", "--allow-dirty")).Succeeds();

        Assert.Equal([$"{repository.Tag}-dirty"], await new LabRegistry(lab).Tags($"{repository.Name}/web"));
    }

    [Fact]
    public async Task AreShippedUnderImageTagWithoutACommit()
    {
        Directory.Delete(Path.Combine(repository.Folder, ".git"), recursive: true);

        (await new BuildHost(lab, repository).With("IMAGE_TAG", "blue").Run("--target=Ship")).Succeeds();

        Assert.Equal(["blue"], await new LabRegistry(lab).Tags($"{repository.Name}/web"));
        Assert.Equal($$"""[{"name":"web","imageUri":"{{repository.Web}}:blue"}]""" + "\n", repository.Output("imagedefinitions.json"));
    }
}
