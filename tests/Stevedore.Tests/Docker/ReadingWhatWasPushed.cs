using Stevedore.Docker;
using Stevedore.Images;
using Xunit;

namespace Stevedore.Tests.Docker;

public sealed class ReadingWhatWasPushed
{
    private static readonly Digest One = Digest.Of("one"u8);

    [Fact]
    public void TakesTheDigestFromTheLog() =>
        Assert.Equal(
            new Dictionary<string, Digest> { ["127.0.0.1:5000/web:1"] = One, ["docker.io/acme/web:1"] = One },
            PushedManifests.In([
                "#7 pushing layers 0.1s done",
                $"#7 pushing manifest for 127.0.0.1:5000/web:1@{One}",
                $"#7 pushing manifest for 127.0.0.1:5000/web:1@{One} 0.0s done",
                $"#12 pushing manifest for docker.io/acme/web:1@{One} 0.2s done",
            ])
        );

    [Theory]
    [InlineData("#7 0.123 pushing manifest for 127.0.0.1:5000/web:1@{0}")]
    [InlineData("pushing manifest for 127.0.0.1:5000/web:1@{0}")]
    [InlineData("#7 pushing manifest for 127.0.0.1:5000/web:1@{0}0")]
    [InlineData("#7 pushing manifest for 127.0.0.1:5000/web:1@sha256:1")]
    [InlineData("#7 pushing 127.0.0.1:5000/web:1 with docker")]
    public void TakesNothingElseForIt(string line) =>
        Assert.Empty(PushedManifests.In([line.Replace("{0}", One.Value, StringComparison.Ordinal)]));
}
