using Stevedore.Source;
using Xunit;

namespace Stevedore.Tests.Source;

public sealed class ComparingVersions
{
    [Theory]
    [InlineData("v1.4.2", "1.4.2")]
    [InlineData("1.4.2", "1.4.2")]
    [InlineData("v1.0.0-rc.1+build.5", "1.0.0-rc.1+build.5")]
    public void DropsTheV(string tag, string version) => Assert.Equal(version, SemanticVersion.TryParse(tag)!.Value);

    [Theory]
    [InlineData("1.4")]
    [InlineData("v01.2.3")]
    [InlineData("release-1.2.3")]
    [InlineData("1.2.3.4")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3\n")]
    [InlineData("")]
    public void KnowsWhatIsNone(string tag) => Assert.Null(SemanticVersion.TryParse(tag));

    [Fact]
    public void FollowsTheSpecificationsOrder()
    {
        string[] ordered =
        [
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.9.0",
            "1.10.0",
            "1.10.99999999999999999999",
        ];

        Assert.Equal(ordered, ordered.Reverse().OrderBy(text => SemanticVersion.TryParse(text)!, SemanticVersion.Precedence));
    }
}
