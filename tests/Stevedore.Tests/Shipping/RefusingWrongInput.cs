using Xunit;

namespace Stevedore.Tests.Shipping;

/// <summary>A run that cannot be right says so before it asks a registry or starts docker.</summary>
public sealed class RefusingWrongInput : IDisposable
{
    private readonly ShipCase ships = new();

    public RefusingWrongInput() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The docker of these tests is a shell script.");

    public void Dispose() => ships.Dispose();

    [Theory]
    [InlineData("--images=web,wob", "Cannot ship --images=web,wob: there is no image 'wob'. The images are: web.")]
    [InlineData(
        "--output=/dev/null/artifacts",
        "Cannot use the output folder /dev/null/artifacts: a folder of its path is not there. "
            + "Let this user write there, or name another folder with --output."
    )]
    public Task OfArguments(string argument, string message) => Refuses(message, argument);

    [Fact]
    public Task WithoutAWordOnStandardOutputWhereThatIsJson() =>
        Refuses("Cannot ship --images=other: there is no image 'other'. The images are: web.", "--json", "--images=other");

    [Fact]
    public Task OfAFolderWithoutACommit()
    {
        Directory.Delete(Path.Combine(ships.Repository.Folder, ".git"), recursive: true);
        return Refuses(
            "Cannot make the commit's tag from '{sha:8}': no commit is known: there is no git repository. "
                + "Pass it with --commit=<sha> or STEVEDORE_COMMIT, or name the tag with IMAGE_TAG."
        );
    }

    private async Task Refuses(string message, params string[] arguments)
    {
        ships.Docker("touch $work/baking");

        var (exitCode, output, errors) = await ships.Run(["--target=Ship", .. arguments]);

        Assert.Equal(1, exitCode);
        Assert.Contains($"Error: {message}\n", errors, StringComparison.Ordinal);
        Assert.True(!arguments.Contains("--json") || output.Length == 0, output);
        Assert.All(ships.Names(), name => Assert.Equal(".gitignore", name));
        Assert.Empty(Directory.GetFileSystemEntries(ships.Temporary));
        Assert.Empty(ships.Registry.Requests);
        Assert.False(File.Exists(ships.Beside("baking")));
    }
}
