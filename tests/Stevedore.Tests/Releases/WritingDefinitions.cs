using System.Text;
using System.Text.Json;
using Stevedore.Images;
using Stevedore.Releases;
using Stevedore.Shipping;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Shipping;
using Xunit;

namespace Stevedore.Tests.Releases;

public sealed class WritingDefinitions
{
    private const string Ecr = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
    private static readonly string Digest = Shipped.One.Value;

    [Fact]
    public void NamesTheImagesWithAContainerByDigest() =>
        Assert.Equal($$"""[{"name":"web","imageUri":"{{Ecr}}/web@{{Digest}}"}]""" + "\n", Standard(PlanCase.Rich));

    [Fact]
    public void NamesThemByTagWhereThatIsChosen() =>
        Assert.Equal(
            $$"""[{"name":"web","imageUri":"{{Ecr}}/web:3f2a91c0"}]""" + "\n",
            Standard(
                PlanCase.Rich with
                {
                    Json = PlanCase.Rich.Json.Replace("\"pin\": \"digest\"", "\"pin\": \"tag\"", StringComparison.Ordinal),
                }
            )
        );

    [Fact]
    public void NamesTheRegistryThatIsChosen() =>
        Assert.Equal(
            $$"""[{"name":"web","imageUri":"127.0.0.1:5000/web@{{Digest}}"}]""" + "\n",
            Standard(
                PlanCase.Rich with
                {
                    Json = PlanCase.Rich.Json.Replace("\"pin\"", "\"registry\": \"lan\", \"pin\"", StringComparison.Ordinal),
                }
            )
        );

    [Fact]
    public void NamesAnotherRegistryForAnImageThatIsNotInTheChosenOne()
    {
        var text = PlanCase.Rich.Json.Replace(
            "\"context\": \"tool\"",
            "\"container\": \"tool\", \"context\": \"tool\"",
            StringComparison.Ordinal
        );

        Assert.EndsWith(
            $$""",{"name":"tool","imageUri":"127.0.0.1:5000/tool@{{Digest}}"}]""" + "\n",
            Standard(PlanCase.Rich with { Json = text }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void IsEmptyWithoutAContainer()
    {
        var without = PlanCase.Rich with { Images = ["base"] };

        Assert.Equal("[]\n", Standard(without));
        Assert.Null(ImageDefinitions.Detail(Shipped.Result(without)));
    }

    [Fact]
    public void NamesOneImageByDigestForBlueGreen() =>
        Assert.Equal(
            $$"""{"ImageURI":"{{Ecr}}/web@{{Digest}}"}""" + "\n",
            Encoding.UTF8.GetString(ImageDefinitions.Detail(Shipped.Result(PlanCase.Rich))!)
        );

    [Fact]
    public void RecordsTheRelease()
    {
        var given = PlanCase.Rich with
        {
            BaseDigests = new() { ["alpine:3.22"] = Stevedore.Images.Digest.Parse(PlanCase.Digest) },
            Source = PlanCase.Rich.Source with { GitTags = ["v1.4.2"], Build = "46", BuildId = "web:7c1d2a0e" },
        };

        Golden.Equal("release.json", ReleaseRecord.Render(Shipped.Result(given)));
    }

    [Fact]
    public void SaysInTheEndWhatWasShipped() =>
        Golden.Equal("summary.txt", string.Join('\n', ShipSummary.Render(Shipped.Result(PlanCase.Rich), "/src/artifacts")) + "\n");

    [Theory]
    [InlineData(ShipOutcome.Found, "found, already shipped (there since 2026-07-01 10:20:30 UTC)", "found, already shipped")]
    [InlineData(ShipOutcome.Copied, "found and copied (there since 2026-07-01 10:20:30 UTC)", "found and copied")]
    [InlineData(ShipOutcome.Built, "built", "built")]
    public void SaysSinceWhenWhatWasFoundIsThere(ShipOutcome outcome, string told, string untold)
    {
        var result = Shipped.Result(PlanCase.Rich with { Images = ["base"] });
        var found = result.Images[0] with
        {
            Outcome = outcome,
            Since = ImmutableDictionary<string, DateTimeOffset>.Empty.Add("ecr", new(2026, 7, 1, 12, 20, 30, TimeSpan.FromHours(2))),
        };
        var shown = ShipSummary.Render(result with { Images = [found] }, "out").ToArray();

        Assert.EndsWith($"  {told}", Assert.Single(shown, line => line.Contains(Ecr, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.EndsWith(
            $"  {untold}",
            Assert.Single(shown, line => line.Contains("127.0.0.1", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        var recorded = JsonDocument
            .Parse(ReleaseRecord.Render(result with { Images = [found] }))
            .RootElement.GetProperty("images")
            .GetProperty("base");
        Assert.Equal(outcome == ShipOutcome.Built ? "built" : "found", recorded.GetProperty("outcome").GetString());
        Assert.Equal(
            ["2026-07-01T10:20:30Z", null],
            recorded.GetProperty("registries").EnumerateObject().Select(registry => registry.Value.GetProperty("since").GetString())
        );
    }

    [Theory]
    [InlineData(999, "1 kB")]
    [InlineData(1_500, "1.5 kB")]
    [InlineData(4_012_345, "4 MB")]
    [InlineData(1_234_567_890, "1.23 GB")]
    public void RoundsSizes(long size, string shown)
    {
        var result = Shipped.Result(PlanCase.Rich with { Images = ["base"] });

        var lines = ShipSummary.Render(result with { Images = [result.Images[0] with { Size = size }] }, "out");

        Assert.Contains($"  {shown}  ", string.Join('\n', lines), StringComparison.Ordinal);
    }

    private static string Standard(PlanCase given) => Encoding.UTF8.GetString(ImageDefinitions.Standard(Shipped.Result(given)));
}
