using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Docker;

/// <summary>Each docker context is a builder of the docker driver, and any builder may be out of reach.</summary>
public sealed class ChoosingAnEngine
{
    private const string Start =
        "Start Docker (`sudo systemctl start docker`, or Docker Desktop), or point DOCKER_HOST or a docker context at a running engine.";
    private static readonly BuilderNeeds Simple = new([Platform.Parse("linux/amd64")], Complete: false, []);

    [Theory]
    [InlineData("auto")]
    [InlineData("docker")]
    public void SaysThatNoEngineRuns(string driver) =>
        Assert.Equal(
            "Cannot build: the Docker engine does not answer (Cannot connect to the Docker daemon at unix:///run/none.sock. "
                + $"Is the docker daemon running). {Start}",
            Fault(Simple, Builders.NotRunning, new() { Driver = driver })
        );

    [Fact]
    public void SaysThatThereIsNoEngineAtAll() =>
        Assert.Equal(
            $"Cannot build: docker buildx knows no engine. {Start}",
            Fault(Simple, [Builders.Named("mine")], new() { Driver = "docker" })
        );

    [Theory]
    [InlineData("other default", "default")]
    [InlineData("default other*", "other")]
    [InlineData("default! other", "other")]
    [InlineData("one! two three", "two")]
    public void TakesAnEngineThatCanBeUsedTheCurrentFirstAndThenTheDefault(string builders, string chosen) =>
        Assert.Equal(chosen, Decide(Simple, Engines(builders), new() { Driver = "docker" }).Name);

    [Fact]
    public void TakesNoOtherEngineWhereTheCurrentOneCannotBeUsed() =>
        Assert.Equal(
            $"Cannot build: the Docker engine does not answer (other is gone). {Start}",
            Fault(Simple, Engines("default other*!"), new() { Driver = "docker" })
        );

    [Fact]
    public void SaysWhatIsWrongWithTheDefaultEngineWhenNoneCanBeUsed() =>
        Assert.Equal(
            $"Cannot build: the Docker engine does not answer (default is gone). {Start}",
            Fault(Simple, Engines("other! default!"), new() { Driver = "docker" })
        );

    [Fact]
    public void SaysWhatIsWrongWithABuilderThatRunsElsewhere()
    {
        var gone = Builders.Named("mine") with { Fault = "dial tcp 10.0.0.1:1234: i/o timeout" };

        Assert.Equal(
            "Cannot build with the builder 'mine': dial tcp 10.0.0.1:1234: i/o timeout. "
                + "Start what it runs on, or remove it with `docker buildx rm mine`.",
            Fault(Simple, [.. Builders.Containerd, gone], new() { Driver = "docker-container", Name = "mine" })
        );
    }

    // Names, with * for the current builder and ! for one that cannot be reached.
    private static ImmutableArray<Builder> Engines(string names) =>
        [
            .. names
                .Split(' ')
                .Select(name =>
                    (name.EndsWith('!') ? Builders.NotRunning[0] : Builders.Containerd[0]) with
                    {
                        Name = name.TrimEnd('!', '*'),
                        IsCurrent = name.Contains('*', StringComparison.Ordinal),
                        Fault = name.EndsWith('!') ? $"{name.TrimEnd('!', '*')} is gone" : null,
                    }
                ),
        ];

    private static BuilderDecision Decide(BuilderNeeds needs, ImmutableArray<Builder> builders, BuilderSettings settings) =>
        BuilderChoice.Decide(new(new(settings, null), needs, builders, IsCodeBuild: false));

    private static string Fault(BuilderNeeds needs, ImmutableArray<Builder> builders, BuilderSettings settings) =>
        Assert.Throws<StevedoreException>(() => Decide(needs, builders, settings)).Message;
}
