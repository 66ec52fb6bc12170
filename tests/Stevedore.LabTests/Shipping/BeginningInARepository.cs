using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

/// <summary>From a Dockerfile and no commit to an image in the registry.</summary>
public sealed class BeginningInARepository(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task ShipsWhatInitWrote()
    {
        repository.Dockerfile(repository.Name, "LABEL begun=now");
        BuildHost host = new(lab, repository);

        (await host.Run("--target=Init", "--yes")).Succeeds();
        repository.CommitAll();
        (await host.Run("--target=Doctor")).Succeeds();
        (await host.Run("--target=Ship")).Succeeds();

        Assert.Contains(repository.Tag, await new LabRegistry(lab).Tags(repository.Name));
        Assert.Contains($"\"name\":\"{repository.Name}\"", repository.Output("imagedefinitions.json"), StringComparison.Ordinal);
    }
}
