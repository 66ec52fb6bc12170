using Cake.Core;
using Cake.Docker;
using Xunit;

namespace Stevedore.Tests.Compat.CakeDocker;

/// <summary>Commands whose standard output is the answer.</summary>
public sealed class ReadingDocker
{
    private readonly DockerFixture _fixture = new();

    public static TheoryData<string, Func<ICakeContext, IEnumerable<string>>> Commands =>
        new()
        {
            { "buildx ls", context => context.DockerBuildXLs() },
            { "buildx ls --builder \"b\"", context => context.DockerBuildXLs(new() { Builder = "b" }) },
            { "buildx inspect", context => context.DockerBuildXInspect(settings: null) },
            {
                "buildx inspect --bootstrap --builder \"b\" name",
                context => context.DockerBuildXInspect(new() { Bootstrap = true, Builder = "b" }, "name")
            },
            { "buildx version", context => context.DockerBuildXVersion() },
            {
                "buildx imagetools inspect --builder \"b\" --raw shop/web:1",
                context => context.DockerBuildXImageToolsInspect(new() { Builder = "b", Raw = true }, "shop/web:1")
            },
            { "info ", context => context.DockerCustomCommand("info") },
            { "version  --format {{.Client.Version}}", context => context.DockerCustomCommand("version --format {{.Client.Version}}") },
        };

    [Theory]
    [MemberData(nameof(Commands), DisableDiscoveryEnumeration = true)]
    public void GivesTheLinesOfStandardOutput(string arguments, Func<ICakeContext, IEnumerable<string>> command)
    {
        _fixture.Processes.Answer = new() { Output = ["one", "two"] };

        var lines = command(_fixture.Context);

        Assert.Equal(["one", "two"], lines);
        Assert.Equal(arguments, _fixture.Processes.Only.Arguments);
        Assert.True(_fixture.Processes.Only.Settings.RedirectStandardOutput);
    }

    [Fact]
    public void MakesWhatTheCallerWantsOfTheLines()
    {
        _fixture.Processes.Answer = new() { Output = ["1", "22"] };
        var context = _fixture.Context;
        var runner = new GenericDockerRunner<DockerCustomCommandSettings>(
            context.FileSystem,
            context.Environment,
            context.ProcessRunner,
            context.Tools
        );

        var lengths = runner.RunWithResult("info", new(), lines => lines.Select(line => line.Length).ToArray(), "--quiet");

        Assert.Equal([1, 2], lengths);
        Assert.Equal("info --quiet", _fixture.Processes.Only.Arguments);
    }

    [Fact]
    public void RefusesAnEmptyCommand()
    {
        Assert.ThrowsAny<ArgumentException>(() => _fixture.Context.DockerCustomCommand(""));
    }
}
