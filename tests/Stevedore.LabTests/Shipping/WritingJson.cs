using Stevedore.Terminal;
using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class WritingJson(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = SampleRepository.WithOneImage();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task GivesTheReleaseAloneOnStandardOutput()
    {
        var result = (await new BuildHost(lab, repository).Run("--target=Ship", "--json")).Succeeds();

        Assert.Equal(repository.Output("release.json"), result.StandardOutput);
        Assert.Contains("ShipPush", result.StandardError);
    }
}
