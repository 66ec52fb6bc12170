using Xunit;

namespace Stevedore.Tests.Ecs;

/// <summary>The files of the action CodeDeployToECS.</summary>
public sealed class WritingForCodeDeploy : IDisposable
{
    private readonly DeployCase given = new();

    public WritingForCodeDeploy() => given.Service.Behind("web");

    public void Dispose() => given.Dispose();

    [Fact]
    public void ReplacesItsOwn()
    {
        Assert.Equal(0, Write());
        var first = Texts();

        Assert.Equal(0, Write());
        Assert.Equal(first, Texts());
        Assert.Equal(["taskdef.json", "appspec.yaml", "imageDetail.json"], given.Lines);
    }

    [Theory]
    [InlineData("taskdef.json", """{ "family": "web", "containerDefinitions": [{ "name": "web" }] }""")]
    [InlineData("taskdef.json", """{ "family": "web", "containerDefinitions": [], "tags": [{ "key": "team", "value": "shop" }] }""")]
    [InlineData("taskdef.json", "not JSON")]
    [InlineData("appspec.yaml", "version: 0.0\nResources: []\n")]
    [InlineData("imageDetail.json", """{ "image": "mine" }""")]
    public void ReplacesNoOther(string name, string text)
    {
        File.WriteAllText(given.File($"artifacts/{name}"), text);

        Assert.Equal(1, Write());
        Assert.Equal(
            $"Error: Cannot use the output folder FOLDER/artifacts: {name} there is not one that Stevedore wrote. "
                + "Name another folder with --output=<folder>, or take what is in the way out of it.",
            Assert.Single(given.Lines)
        );
        Assert.Equal(text, File.ReadAllText(given.File($"artifacts/{name}")));
        Assert.Empty(given.Ecs.Requests);
    }

    [Theory]
    [InlineData("taskdef.json")]
    [InlineData("appspec.yaml")]
    public void ReplacesNothingThatGitTracks(string name)
    {
        var commit = given.Checkout("https://example.com/acme/shop");
        given.Ship(commit);
        Assert.Equal(0, Write());
        given.Track($"artifacts/{name}");
        var before = File.ReadAllText(given.File($"artifacts/{name}"));
        given.Lines.Clear();

        Assert.Equal(1, Write());
        Assert.Contains($"git tracks {name} there", Assert.Single(given.Lines), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(given.File($"artifacts/{name}")));
    }

    private string[] Texts() =>
        [
            .. ((string[])["taskdef.json", "appspec.yaml", "imageDetail.json"]).Select(name =>
                File.ReadAllText(given.File($"artifacts/{name}"))
            ),
        ];

    private int Write()
    {
        given.Lines.Clear();
        return given.Run(async (deployments, output) => output.Lines(await deployments.WriteCodeDeploy(new(new()))));
    }
}
