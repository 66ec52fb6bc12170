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

    [Fact]
    public async Task GivesNothingOnStandardOutputWhenItFails()
    {
        var result = await new BuildHost(lab, repository).Run("--target=Ship", "--json", "--images=other");

        Assert.Empty(result.StandardOutput);
        result.FailsWith("Cannot ship --images=other: there is no image 'other'. The images are: web.");
    }
}
