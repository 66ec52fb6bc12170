using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings;
using Xunit;

namespace Stevedore.Tests.Planning;

/// <summary>An image is built for every platform that what stands on it is built for, or it is said beforehand that it is not.</summary>
public sealed class ChoosingPlatforms
{
    private const string Both = """["linux/amd64", "linux/arm64"]""";
    private const string Amd = """["linux/amd64"]""";

    [Theory]
    [InlineData(Amd, "", Both, "linux/amd64, linux/arm64 (platforms, stevedore.json:1; linux/arm64 for web)")]
    [InlineData(Both, "", Amd, "linux/amd64, linux/arm64 (platforms, stevedore.json:1)")]
    [InlineData(Both, "", "", "linux/amd64, linux/arm64 (platforms, stevedore.json:1)")]
    [InlineData(Amd, Both, Both, "linux/amd64, linux/arm64 (images.base.platforms, stevedore.json:1)")]
    [InlineData(Amd, Both, Amd, "linux/amd64, linux/arm64 (images.base.platforms, stevedore.json:1)")]
    [InlineData(
        Amd,
        """["linux/amd64", "linux/arm64/v8"]""",
        Both,
        "linux/amd64, linux/arm64/v8 (images.base.platforms, stevedore.json:1)"
    )]
    public void BuildsABaseForWhatStandsOnIt(string all, string ofBase, string ofWeb, string expected) =>
        Assert.Equal(expected, Shown(Two(all, ofBase, ofWeb), "base"));

    [Theory]
    [InlineData("FROM base")]
    [InlineData("FROM alpine\nCOPY --from=base / /")]
    [InlineData("FROM alpine\nRUN --mount=from=base,target=/b true")]
    [InlineData("FROM base AS x\nFROM scratch\nCOPY --from=x / /")]
    [InlineData("FROM docker.io/library/base:latest")]
    [InlineData("FROM alpine AS base\nFROM base")]
    [InlineData("FROM --platform=$TARGETPLATFORM base")]
    [InlineData("ARG BASE=base\nFROM ${BASE}")]
    public void RefusesABaseThatIsSetToFewer(string dockerfile) =>
        Assert.Equal(
            "Cannot build for every platform: 'web' needs 'base' for linux/arm64, and that is built for linux/amd64 only (images.base.platforms, "
                + "stevedore.json:1). Add linux/arm64 to images.base.platforms, or leave that out: 'base' is then built for what 'web' is built for.",
            Two(Both, Amd, "", dockerfile).Fault()
        );

    [Theory]
    [InlineData("FROM alpine")]
    [InlineData("FROM base AS unused\nFROM alpine")]
    [InlineData("FROM --platform=$BUILDPLATFORM base AS tools\nFROM alpine\nCOPY --from=tools / /")]
    [InlineData("FROM --platform=linux/amd64 base AS tools\nFROM alpine\nCOPY --from=tools / /")]
    [InlineData("FROM base AS on-amd64\nFROM alpine AS on-arm64\nFROM on-$TARGETARCH")]
    public void RefusesNothingThatIsNotTaken(string dockerfile)
    {
        var planned = Two(Both, Amd, "", dockerfile);

        Assert.Equal("linux/amd64 (images.base.platforms, stevedore.json:1)", Shown(planned, "base"));
        Assert.Equal("linux/amd64, linux/arm64 (platforms, stevedore.json:1)", Shown(planned, "web"));
    }

    [Fact]
    public void NamesEveryBaseThatIsSetToFewer()
    {
        var planned = new PlanCase(
            """
            {
              "platforms": ["linux/arm64"],
              "images": {
                "base": { "platforms": ["linux/amd64"] },
                "middle": { "platforms": ["linux/amd64", "linux/386"], "contexts": { "base": "image:base" } },
                "web": { "contexts": { "middle": "image:middle" } }
              }
            }
            """
        )
        {
            Dockerfiles =
            {
                ["base"] = "FROM alpine",
                ["middle"] = "FROM base",
                ["web"] = "FROM middle",
            },
        };

        Assert.Equal(
            "Cannot build for every platform: 'web' needs 'middle' for linux/arm64, and that is built for linux/amd64, linux/386 only "
                + "(images.middle.platforms, stevedore.json:5); 'middle' needs 'base' for linux/386, and that is built for linux/amd64 only "
                + "(images.base.platforms, stevedore.json:4). Add linux/arm64 to images.middle.platforms, or leave that out: 'middle' is then built for "
                + "what 'web' is built for. Add linux/386 to images.base.platforms, or leave that out: 'base' is then built for what 'middle' is built for.",
            planned.Fault()
        );
    }

    [Fact]
    public void FollowsBasesOfBases()
    {
        var planned = new PlanCase(
            """
            {
              "images": {
                "base": {}, "middle": { "contexts": { "base": "image:base" } },
                "web": { "platforms": ["linux/arm64"], "contexts": { "middle": "image:middle" } },
                "admin": { "platforms": ["linux/arm64", "linux/s390x"], "contexts": { "base": "image:base" } }
              }
            }
            """
        )
        {
            Dockerfiles =
            {
                ["base"] = "FROM alpine",
                ["middle"] = "FROM base",
                ["web"] = "FROM middle",
                ["admin"] = "FROM base",
            },
        };

        Assert.Equal("linux/amd64, linux/arm64 (platforms, default; linux/arm64 for web)", Shown(planned, "middle"));
        Assert.Equal(
            "linux/amd64, linux/arm64, linux/s390x (platforms, default; linux/arm64 for admin and middle, linux/s390x for admin)",
            Shown(planned, "base")
        );
    }

    [Fact]
    public void BuildsWhatIsNotShippedOnlyForWhatIs()
    {
        var planned = Two(Both, "", Amd) with { Images = ["web"] };

        Assert.Equal("linux/amd64 for web", planned.Plan().Images[0].PlatformsWhy);
        Assert.Equal("linux/amd64", string.Join(' ', planned.Plan().Images[0].Platforms));
    }

    [Fact]
    public void BuildsABaseTheSameWhateverIsSelected()
    {
        var planned = Two(Amd, "", Both) with { Images = ["base"] };

        Assert.Equal("linux/amd64, linux/arm64 (platforms, stevedore.json:1; linux/arm64 for web)", Shown(planned, "base"));
    }

    [Fact]
    public void RefusesNothingForAnImageThatIsNotSelected() =>
        Assert.Equal("linux/amd64 (images.base.platforms, stevedore.json:1)", Shown(Two(Both, Amd, "") with { Images = ["base"] }, "base"));

    [Fact]
    public void TakesAnArgumentForTheImagesThatSayNothingOfTheirOwn()
    {
        var planned = Two(Both, Amd, "") with { Platforms = "linux/amd64" };

        Assert.Equal("linux/amd64 (platforms, --platforms)", Shown(planned, "web"));
        Assert.Contains(
            "'web' needs 'base' for linux/arm64",
            (planned with { Platforms = "linux/arm64" }).Fault(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("""{ "images": { "base": { "platforms": ["linux/amd64", "linux/arm64"] } } }""", null)]
    [InlineData("""{ "platforms": ["linux/amd64"] }""", null)]
    [InlineData("""{ "images": { "web": { "platforms": ["linux/s390x"] } } }""", "'web' needs 'base' for linux/s390x")]
    public void FollowsTheSectionOfAnEnvironment(string section, string? fault)
    {
        var two = Two(Both, Amd, "");
        var planned = two with { Json = two.Json[..^1] + $$""", "environments": { "prod": {{section}} } }""", Section = "prod" };

        Assert.Equal(
            fault is not null,
            Record.Exception(planned.Plan) is StevedoreException refused && refused.Message.Contains(fault ?? "-", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void TellsPrograms() =>
        Assert.Contains(
            "\"platformsWhy\": \"platforms, stevedore.json:1; linux/arm64 for web\"",
            System.Text.Encoding.UTF8.GetString(PlanJson.Render(Two(Amd, "", Both).Plan(), Two(Amd, "", Both).Settings)),
            StringComparison.Ordinal
        );

    private static PlanCase Two(string all, string ofBase, string ofWeb, string web = "FROM base")
    {
        var (setBase, setWeb) = (Set(ofBase), Set(ofWeb));
        return new(
            $$$"""{ "platforms": {{{all}}}, "images": { "base": { {{{setBase}}} }, "web": { {{{setWeb}}}{{{(setWeb.Length > 0 ? "," : "")}}} "contexts": { "base": "image:base" } } } }"""
        )
        {
            Dockerfiles = { ["base"] = "FROM alpine", ["web"] = web },
        };
    }

    private static string Set(string platforms) => platforms.Length == 0 ? "" : $"\"platforms\": {platforms}";

    private static string Shown(PlanCase planned, string image) =>
        planned
            .Text()
            .Split('\n')
            .SkipWhile(line => line != image)
            .First(line => line.StartsWith("  platforms", StringComparison.Ordinal))["  platforms".Length..]
            .Trim();
}
