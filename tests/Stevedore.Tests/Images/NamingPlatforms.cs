using FsCheck;
using FsCheck.Fluent;
using Stevedore.Images;
using Xunit;

namespace Stevedore.Tests.Images;

public sealed class NamingPlatforms
{
    [Theory]
    [InlineData("linux/amd64", "linux", "amd64", null)]
    [InlineData("linux/arm/v7", "linux", "arm", "v7")]
    [InlineData("windows/amd64", "windows", "amd64", null)]
    [InlineData("linux/mips64_le", "linux", "mips64_le", null)]
    public void TakesThemApart(string text, string operatingSystem, string architecture, string? variant)
    {
        var platform = Platform.Parse(text);

        Assert.Equal((operatingSystem, architecture, variant), (platform.OperatingSystem, platform.Architecture, platform.Variant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("linux")]
    [InlineData("linux/")]
    [InlineData("/amd64")]
    [InlineData("Linux/amd64")]
    [InlineData("linux/arm/v7/x")]
    [InlineData("linux amd64")]
    [InlineData("linux/amd64\n")]
    public void RefusesOthers(string text) =>
        Assert.Equal(
            $"'{text.Replace('\n', ' ')}' is not a valid platform: a platform is made of {Platform.Rule}. Correct it.",
            Assert.Throws<StevedoreException>(() => Platform.Parse(text)).Message
        );

    [Fact]
    public void WritesThemAsTheyWere() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string>(),
                ArbMap.Default.ArbFor<string>(),
                (one, other) => Platform.TryParse($"{one}/{other}") is not { } platform || platform.ToString() == $"{one}/{other}"
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void BuildsForLinuxOnThisMachine() =>
        Assert.Matches("^linux/(amd64|arm64|386|arm|s390x|ppc64le)$", Platform.OfThisMachine().ToString());
}
