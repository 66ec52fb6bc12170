using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Docker;

public sealed class ChoosingABuilder
{
    private static readonly BuilderNeeds Simple = new([Platform.Parse("linux/amd64")], Complete: false, []);
    private static readonly BuilderNeeds Several = new(
        [Platform.Parse("linux/amd64"), Platform.Parse("linux/arm64")],
        Complete: true,
        ["several platforms at once", "attestations"]
    );

    [Fact]
    public void TakesAnEngineThatDoesAll()
    {
        var decision = Decide(Several, Builders.Containerd);

        Assert.Equal(new("default", "it is docker's current builder and does what the images need") { IsComplete = true }, decision);
    }

    [Fact]
    public void TakesAPlainEngineForAPlainImageWithoutAttestations() =>
        Assert.Equal(("default", false), (Decide(Simple, Builders.Overlay2).Name, Decide(Simple, Builders.Overlay2).IsComplete));

    [Fact]
    public void CreatesABuilderWhereTheEngineCannot()
    {
        var decision = Decide(Several, Builders.Overlay2);

        Assert.Equal("stevedore", decision.Name);
        Assert.Equal(
            ["docker buildx create --name stevedore --driver docker-container"],
            decision.Creations.Select(creation => creation.Command)
        );
        Assert.Equal("the engine's image store cannot do several platforms at once and attestations", decision.Why);
    }

    [Fact]
    public void KnowsWhichHaveSeveralMachines()
    {
        var one = Builders.Named("stevedore");
        var nodes = new BuilderSettings { Driver = "docker-container", Nodes = ["linux/arm64=ssh://arm"] };

        Assert.False(Decide(Several, [one]).HasSeveralNodes);
        Assert.True(Decide(Several, [one with { Nodes = [.. one.Nodes, one.Nodes[0]] }]).HasSeveralNodes);
        Assert.False(Decide(Several, Builders.Overlay2).HasSeveralNodes);
        Assert.True(Decide(Several, Builders.Overlay2, nodes).HasSeveralNodes);
        Assert.True(Decide(Several, Builders.Overlay2, new() { Driver = "cloud", Name = "acme/default" }).HasSeveralNodes);
    }

    [Fact]
    public void ReusesTheOneThatItCreated()
    {
        var decision = Decide(Several, [.. Builders.Overlay2, Builders.Named("stevedore")]);

        Assert.Equal("stevedore", decision.Name);
        Assert.Empty(decision.Creations);
    }

    [Fact]
    public void PrefersTheCurrentBuilder() =>
        Assert.Equal(
            "mine",
            Decide(Several, [.. Builders.Containerd, Builders.Named("other"), Builders.Named("mine", isCurrent: true)]).Name
        );

    [Fact]
    public void TakesTheOneThatTheEnvironmentNames()
    {
        var decision = Decide(Several, [.. Builders.Containerd, Builders.Named("mine")], selected: "mine");

        Assert.Equal(("mine", "BUILDX_BUILDER names it"), (decision.Name, decision.Why));
    }

    [Fact]
    public void RefusesOneThatTheEnvironmentNamesAndDockerDoesNotKnow() =>
        Assert.Equal(
            "Cannot use the builder 'mine' that BUILDX_BUILDER names: docker knows only default. "
                + "Create it with `docker buildx create --name mine`, or unset BUILDX_BUILDER.",
            Fault(Several, Builders.Containerd, selected: "mine")
        );

    [Fact]
    public void RefusesOneThatTheEnvironmentNamesAndThatCannot() =>
        Assert.StartsWith(
            "Cannot build with the builder 'default': its docker driver lacks several platforms at once and attestations "
                + "without the containerd image store. Set builder.driver to auto or docker-container, or turn on",
            Fault(Several, Builders.Overlay2, selected: "default"),
            StringComparison.Ordinal
        );

    [Fact]
    public void SaysWhichPlatformIsMissingAndTheCommandThatAddsIt() =>
        Assert.Equal(
            "Cannot build linux/s390x with the builder 'default': it builds linux/amd64, linux/arm64. "
                + "Add emulation with `docker run --privileged --rm tonistiigi/binfmt --install s390x`, "
                + "set builder.emulation to install, or leave the platform out of the settings.",
            Fault(Simple with { Platforms = [Platform.Parse("linux/amd64"), Platform.Parse("linux/s390x")] }, Builders.Containerd)
        );

    [Fact]
    public void LeavesADeadEngineForABuilderThatRunsElsewhere() =>
        Assert.Equal("stevedore", Decide(Several, [.. Builders.NotRunning, Builders.Named("stevedore")]).Name);

    [Fact]
    public void CreatesWhatTheSettingsSay()
    {
        var settings = new BuilderSettings
        {
            Driver = "docker-container",
            Name = "mine",
            Image = "public.ecr.aws/vend/buildkit:1",
            Options = new() { ["network"] = "host" },
            Config = "buildkitd.toml",
        };

        var decision = BuilderChoice.Decide(
            new(new(settings, Selected: null), Simple, Builders.Containerd, IsCodeBuild: false) { Config = "debug = true" }
        );

        Assert.Equal(
            "docker buildx create --name mine --driver docker-container --driver-opt image=public.ecr.aws/vend/buildkit:1 "
                + "--driver-opt network=host --config buildkitd.toml",
            Assert.Single(decision.Creations).Command
        );
        Assert.Equal("builder.driver is docker-container", decision.Why);
    }

    [Fact]
    public void NeedsTheConfigOnlyToCreate()
    {
        var settings = new BuilderSettings { Driver = "docker-container", Config = "buildkitd.toml" };

        Assert.Equal("stevedore", Decide(Simple, [Builders.Named("stevedore")], settings).Name);
        Assert.Equal(
            "Cannot create a builder: builder.config is 'buildkitd.toml', and there is no such file. Correct the path; it is relative to the repository.",
            Fault(Simple, Builders.Containerd, settings)
        );
    }

    [Fact]
    public void ReusesWhatTheSettingsSay() =>
        Assert.Empty(Decide(Simple, [Builders.Named("mine")], new() { Driver = "docker-container", Name = "mine" }).Creations);

    // The captured builder has the option network=host.
    [Theory]
    [InlineData("host", null, null)]
    [InlineData("bridge", null, "network")]
    [InlineData("host", "mirror/buildkit:1", "image")]
    [InlineData(null, "mirror/buildkit:1", "image, network")]
    [InlineData(null, null, "network")]
    public void SaysInWhichOptionsTheOneThatIsThereDiffers(string? network, string? image, string? options)
    {
        BuilderSettings settings = new() { Driver = "docker-container", Image = image };
        if (network is not null)
        {
            settings.Options = new() { ["network"] = network };
        }

        Assert.Equal(
            options is null
                ? null
                : $"The builder 'stevedore' was made with other options than builder.image and builder.options say ({options}), "
                    + "and is used as it is. Remove it with `docker buildx rm stevedore` to have it made again.",
            Decide(Simple, [Builders.Named("stevedore")], settings).Difference
        );
    }

    [Fact]
    public void ComparesNoOptionsOfOneThatTheSettingsDoNotName() =>
        Assert.Null(Decide(Several, [.. Builders.Containerd, Builders.Named("mine")], new() { Image = "x" }, selected: "mine").Difference);

    [Fact]
    public void RefusesAnotherDriverUnderTheName() =>
        Assert.Equal(
            "Cannot use the builder 'mine': it has the driver docker-container, and remote is wanted. "
                + "Remove it with `docker buildx rm mine`, or set builder.name to another name.",
            Fault(Simple, [Builders.Named("mine")], new() { Driver = "remote", Name = "mine" })
        );

    private static BuilderDecision Decide(
        BuilderNeeds needs,
        ImmutableArray<Builder> builders,
        BuilderSettings? settings = null,
        string? selected = null
    ) => BuilderChoice.Decide(new(new(settings ?? new(), selected), needs, builders, IsCodeBuild: false));

    private static string Fault(
        BuilderNeeds needs,
        ImmutableArray<Builder> builders,
        BuilderSettings? settings = null,
        string? selected = null
    ) => Assert.Throws<StevedoreException>(() => Decide(needs, builders, settings, selected)).Message;
}
