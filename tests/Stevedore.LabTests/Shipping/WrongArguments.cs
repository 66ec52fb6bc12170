using Xunit;

namespace Stevedore.LabTests.Shipping;

public sealed class WrongArguments(LabFixture lab) : IDisposable
{
    private readonly SampleRepository repository = SampleRepository.WithOneImage();

    public void Dispose() => repository.Dispose();

    [Theory]
    [InlineData("--imags=web", "Unknown argument --imags: no task declares it. Did you mean --images?")]
    [InlineData("--images=web,wob", "Cannot ship --images=web,wob: there is no image 'wob'. The images are: web.")]
    [InlineData(
        "--platforms=linux/amd46",
        "Cannot use --platforms: 'linux/amd46' is not a platform that BuildKit builds for. Did you mean linux/amd64?"
    )]
    [InlineData(
        "--config=other.json",
        "Cannot read the settings of --config=other.json: there is no file {folder}/other.json. Correct the path, or leave out --config."
    )]
    [InlineData(
        "--commit=1111111111111111111111111111111111111111",
        "Cannot build commit 1111111111111111111111111111111111111111: HEAD of {folder} is {commit}. "
            + "Check it out with `git checkout 1111111111111111111111111111111111111111`, or leave out --commit."
    )]
    [InlineData(
        "--commit=main",
        "Cannot tell which commit is built: --commit is 'main', which is no commit id of 40 hexadecimal digits. Pass at least 7 digits of HEAD's id, or leave it out."
    )]
    [InlineData("--allow-dirty=perhaps", "Cannot read --allow-dirty=perhaps: it is a flag. Write --allow-dirty, or --allow-dirty=false.")]
    [InlineData(
        "--output=/dev/null/artifacts",
        "Cannot use the output folder /dev/null/artifacts: Could not find a part of the path '/dev/null/artifacts'. "
            + "Let this user write there, or name another folder with --output."
    )]
    public async Task SayWhatIsWrongAndChangeNothing(string argument, string message)
    {
        var result = await new BuildHost(lab, repository).Run("--target=Ship", argument);

        result.FailsWith(message.Replace("{folder}", repository.Folder).Replace("{commit}", repository.Commit));
        Assert.Empty(repository.Outputs);
        Assert.Empty(repository.PrivateConfigs);
    }

    [Fact]
    public async Task AreNotTheCommitItself() =>
        (await new BuildHost(lab, repository).RunOutside("--target=ShipPlan", $"--commit={repository.Tag}")).Succeeds();
}
