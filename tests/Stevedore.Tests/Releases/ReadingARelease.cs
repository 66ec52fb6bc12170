using System.Text;
using Stevedore.Releases;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Shipping;
using Xunit;

namespace Stevedore.Tests.Releases;

public sealed class ReadingARelease
{
    private static readonly ShipResult Result = Shipped.Result(PlanCase.Rich);
    private static readonly string Written = Encoding.UTF8.GetString(ReleaseRecord.Render(Result));

    [Fact]
    public void ReadsWhatWasWritten() =>
        Assert.Equal(
            Result.Images.Select(image => (image.Image.Name, image.Digest)),
            Read(Written).Images.Select(image => (image.Name, image.Digest))
        );

    [Fact]
    public void RefusesARegistryThatHoldsAnotherDigest()
    {
        var image = Read(Written).Images[0];
        var other = $"sha256:{new string('7', 64)}";
        var place = Written.LastIndexOf(
            image.Digest.Value,
            Written.IndexOf("\"since\"", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        var changed = Written[..place] + other + Written[(place + other.Length)..];

        var fault = Assert.Throws<StevedoreException>(() => Read(changed));

        Assert.Equal(
            $"Cannot read artifacts/release.json: the image '{image.Name}' is {image.Digest}, and its registry '{image.Places[0].Registry}' "
                + $"is said to hold {other}. Name the release.json of a run of Ship, as it was written, with --release.",
            fault.Message
        );
    }

    private static Release Read(string text) => Release.Read(Encoding.UTF8.GetBytes(text), "artifacts/release.json");
}
