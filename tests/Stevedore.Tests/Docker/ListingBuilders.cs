using Stevedore.Docker;
using Xunit;

namespace Stevedore.Tests.Docker;

public sealed class ListingBuilders
{
    [Fact]
    public void ReadsAnEngineWithTheContainerdStore()
    {
        var builder = Assert.Single(Builders.Containerd);

        Assert.Equal(("default", "docker", null, null), (builder.Name, builder.Driver, builder.IsCurrent, builder.Error));
        Assert.True(builder.IsRunning);
        Assert.True(builder.IsComplete);
        Assert.Contains("linux/arm64", builder.Platforms);
    }

    [Fact]
    public void ReadsAnEngineWithOverlay2AsIncomplete()
    {
        var builder = Assert.Single(Builders.Overlay2);

        Assert.False(builder.IsComplete);
        Assert.True(builder.IsRunning);
    }

    [Fact]
    public void ReadsABuilderInAContainer()
    {
        var builder = Assert.Single(Builders.InContainer);

        Assert.Equal(("cb", "docker-container"), (builder.Name, builder.Driver));
        Assert.True(builder.IsComplete);
    }

    [Fact]
    public void ReadsAnEngineThatDoesNotRun()
    {
        var builder = Assert.Single(Builders.NotRunning);

        Assert.Equal("Cannot connect to the Docker daemon at unix:///run/none.sock. Is the docker daemon running?", builder.Error);
        Assert.False(builder.IsRunning);
    }

    [Theory]
    [InlineData("v0.8.2", false)]
    [InlineData("v0.9.3-desktop.1", false)]
    [InlineData("v0.10.6", true)]
    [InlineData("v0.0.0+unknown", true)]
    [InlineData("", true)]
    public void KnowsSinceWhenBuildKitTakesImagesByContext(string version, bool expected)
    {
        var line = $$"""{"Name":"a","Driver":"docker","Nodes":[{"Name":"a","Version":"{{version}}"}]}""";

        Assert.Equal(expected, Assert.Single(Builder.ParseList([line])).TakesImagesByContext);
    }

    [Theory]
    [InlineData(
        """{"Name":"a","Driver":"docker-container","Current":true,"Nodes":[{"Name":"a0","Platforms":["linux/arm64*"]}]}""",
        true,
        null
    )]
    [InlineData("""{"Name":"a","Driver":"docker-container","Current":false,"Nodes":[{"Name":"a0","Err":"gone"}]}""", false, "gone")]
    [InlineData("""{"Name":"a","Driver":"docker-container","Nodes":[{"Name":"a0","Error":"gone"}]}""", null, "gone")]
    [InlineData("""{"Name":"a","Driver":"kubernetes","Nodes":null}""", null, null)]
    public void ReadsOtherVersions(string line, bool? isCurrent, string? error)
    {
        var builder = Assert.Single(Builder.ParseList([line]));

        Assert.Equal((isCurrent, error, false), (builder.IsCurrent, builder.Error, builder.IsRunning));
        Assert.DoesNotContain("linux/arm64*", builder.Platforms);
    }

    [Fact]
    public void SaysWhatIsNoJson() =>
        Assert.Equal(
            """Cannot read which builders there are: `docker buildx ls` printed what is no JSON: {"x":. Run it, and see whether the docker on the PATH is the one that is meant.""",
            Assert.Throws<StevedoreException>(() => Builder.ParseList(["""{"x":"""])).Message
        );

    [Fact]
    public void PassesOverWarnings() =>
        Assert.Equal(
            ["a", "b"],
            Builder.ParseList(["WARNING: old", """{"Name":"a"}""", "", """{"Name":"b"}"""]).Select(builder => builder.Name)
        );
}
