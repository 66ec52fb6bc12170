using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class WrongArguments(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = SampleRepository.WithOneImage();

    public void Dispose() => repository.Dispose();

    [Theory]
    [InlineData("--images=web,wob", "Cannot ship --images=web,wob: there is no image 'wob'. The images are: web.")]
    [InlineData(
        "--output=/dev/null/artifacts",
        "Cannot use the output folder /dev/null/artifacts: Could not find a part of the path '/dev/null/artifacts'. "
            + "Let this user write there, or name another folder with --output."
    )]
    public async Task SayWhatIsWrongAndChangeNothing(string argument, string message)
    {
        var result = await new BuildHost(lab, repository).Run("--target=Ship", argument);

        result.FailsWith(message);
        Assert.Empty(repository.Outputs);
        Assert.Empty(repository.PrivateConfigs);
    }
}
