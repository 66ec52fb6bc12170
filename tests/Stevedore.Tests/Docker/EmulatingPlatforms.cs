using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Docker;

public sealed class EmulatingPlatforms
{
    private static readonly BuilderNeeds Foreign = new(
        [Platform.Parse("linux/amd64"), Platform.Parse("linux/s390x")],
        Complete: true,
        ["a test"]
    );

    [Fact]
    public void InstallsWhatIsMissingInCodeBuild() =>
        Assert.Equal(
            "docker run --privileged --rm tonistiigi/binfmt --install s390x",
            Decide(Builders.Containerd, new(), isCodeBuild: true).Emulators!.Command
        );

    [Fact]
    public void InstallsForABuilderOfAnImageThatMayHaveNone() =>
        Assert.Equal(
            ("docker run --privileged --rm mirror/binfmt --install s390x", null, true),
            Decide(Builders.Overlay2, new() { Image = "mirror/buildkit", EmulationImage = "mirror/binfmt" }, isCodeBuild: true)
                is var decision
                ? (decision.Emulators!.Command, decision.Emulators.Restart, decision.Emulators.IsOptional)
                : default
        );

    // It carries emulators that no list of platforms names.
    [Theory]
    [InlineData(null, true)]
    [InlineData(null, false)]
    [InlineData("check", true)]
    [InlineData("none", true)]
    public void LeavesBuildKitsOwnImageToItsEmulators(string? emulation, bool isCodeBuild)
    {
        BuilderSettings settings = new() { Emulation = emulation };

        Assert.Null(Decide(Builders.Overlay2, settings, isCodeBuild).Emulators);
        Assert.Null(Decide([.. Builders.Overlay2, Builders.Named("stevedore")], settings, isCodeBuild).Emulators);
        Assert.Null(Decide(Builders.Overlay2, new() { Emulation = emulation, Driver = "kubernetes" }, isCodeBuild).Emulators);
    }

    [Fact]
    public void RefusesNoPlatformOfABuilderOfAnotherImage() =>
        Assert.Null(Decide(Builders.Overlay2, new() { Image = "mirror/buildkit" }, isCodeBuild: false).Emulators);

    [Fact]
    public void LooksAtTheImageOfABuilderThatIsThere()
    {
        var made = Builders.Named("stevedore");
        made = made with { Nodes = [made.Nodes[0] with { Options = made.Nodes[0].Options.SetItem("image", "mirror/buildkit") }] };

        var emulators = Decide([.. Builders.Overlay2, made], new(), isCodeBuild: true).Emulators!;

        Assert.Equal((true, "stevedore"), (emulators.IsOptional, emulators.Restart));
    }

    [Fact]
    public void NeedsThoseOfTheEngine() => Assert.False(Decide(Builders.Containerd, new(), isCodeBuild: true).Emulators!.IsOptional);

    [Fact]
    public void RestartsARunningBuilderThatMustSeeIt() =>
        Assert.Equal(
            "stevedore",
            Decide(
                [.. Builders.Overlay2, Builders.Named("stevedore")],
                new() { Emulation = "install" },
                isCodeBuild: false
            ).Emulators!.Restart
        );

    [Fact]
    public void InstallsNothingWhereNothingIsMissing() =>
        Assert.Null(
            Decide(Builders.Containerd, new(), isCodeBuild: true, Foreign with { Platforms = [Platform.Parse("linux/arm64")] }).Emulators
        );

    [Fact]
    public void LooksAtNothingWhereThatIsSaid() =>
        Assert.Null(Decide(Builders.Containerd, new() { Emulation = "none" }, isCodeBuild: true).Emulators);

    [Fact]
    public void CountsTheMachinesOfABuilder() =>
        Assert.Null(
            Decide(Builders.Overlay2, new() { Driver = "docker-container", Nodes = ["linux/s390x=ssh://z"] }, isCodeBuild: false).Emulators
        );

    [Fact]
    public void InstallsWhatIsLeftToTheFirstMachine() =>
        Assert.Equal(
            "docker run --privileged --rm tonistiigi/binfmt --install s390x",
            Decide(
                Builders.Overlay2,
                new()
                {
                    Driver = "docker-container",
                    Nodes = ["linux/arm64=ssh://arm"],
                    Emulation = "install",
                },
                isCodeBuild: false
            ).Emulators!.Command
        );

    [Theory]
    [InlineData("check", true)]
    [InlineData("auto", false)]
    public void OnlyChecksElsewhere(string emulation, bool isCodeBuild) =>
        Assert.Equal(
            "Cannot build linux/s390x with the builder 'default': it builds linux/amd64, linux/arm64. "
                + "Add emulation with `docker run --privileged --rm tonistiigi/binfmt --install s390x`, "
                + "set builder.emulation to install, or leave the platform out of the settings.",
            Assert.Throws<StevedoreException>(() => Decide(Builders.Containerd, new() { Emulation = emulation }, isCodeBuild)).Message
        );

    private static BuilderDecision Decide(
        ImmutableArray<Builder> builders,
        BuilderSettings settings,
        bool isCodeBuild,
        BuilderNeeds? needs = null
    ) => BuilderChoice.Decide(new(new(settings, null), needs ?? Foreign, builders, isCodeBuild));
}
