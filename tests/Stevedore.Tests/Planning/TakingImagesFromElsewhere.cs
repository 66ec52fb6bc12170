using System.Text.Json;
using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Planning;
using Xunit;

namespace Stevedore.Tests.Planning;

/// <summary>The images that a build pulls, by what the Dockerfile and the named contexts say together.</summary>
public sealed class TakingImagesFromElsewhere
{
    private static readonly Digest Known = Digest.Parse(PlanCase.Digest);

    [Fact]
    public void NamesAllOfThemAndTheBase()
    {
        var image = Planned("FROM golang:1 AS build\nFROM alpine:3\nCOPY --from=build / /\nCOPY --from=busybox / /");

        Assert.Equal("alpine:3", image.Base!.Name);
        Assert.Equal(["golang:1", "alpine:3", "busybox"], image.Foreign.Select(foreign => foreign.Name));
        Assert.All(image.Foreign, foreign => Assert.Equal((null, false), (foreign.Digest, foreign.IsPinned)));
    }

    [Theory]
    [InlineData("FROM alpine@" + PlanCase.Digest)]
    [InlineData("ARG DIGEST=" + PlanCase.Digest + "\nFROM alpine@$DIGEST")]
    public void KnowsADigestThatIsWritten(string dockerfile)
    {
        var image = Planned(dockerfile);

        Assert.Equal(new BaseImage("alpine@" + PlanCase.Digest, Known) { IsPinned = true }, image.Base);
        Assert.Contains(new("org.opencontainers.image.base.digest", PlanCase.Digest), image.Labels);
    }

    [Fact]
    public void KnowsAnArtifactForChosen()
    {
        var planned = Case("FROM alpine\nCOPY --from=tools / /", """ "tools": "artifact:Tools" """) with
        {
            Artifacts = new() { ["Tools"] = "1.dkr.ecr.eu-central-1.amazonaws.com/tools:1" },
        };

        Assert.Equal(
            [("alpine", false), ("1.dkr.ecr.eu-central-1.amazonaws.com/tools:1", true)],
            planned.Plan().Images.Single().Foreign.Select(foreign => (foreign.Name, foreign.IsPinned))
        );
    }

    [Fact]
    public void LeavesAnArtifactOpenOutsideItsPipeline()
    {
        var planned = Case("FROM base", """ "base": "artifact:BaseImage" """) with { Artifacts = new() { ["BaseImage"] = null } };

        Assert.Equal("<artifact:BaseImage>", planned.Plan().Images.Single().Base!.Name);
        Assert.Contains("<artifact:BaseImage>", planned.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FROM base", "base", "docker-image://a:1", "a:1")]
    [InlineData("FROM base:latest", "docker.io/library/base", "docker-image://a:1", "a:1")]
    [InlineData("FROM docker.io/library/base", "base:latest", "docker-image://a:1", "a:1")]
    [InlineData("FROM base:2", "base", "docker-image://a:1", "base:2")]
    [InlineData("FROM base AS build\nFROM build", "build", "docker-image://a:1", "a:1")]
    [InlineData("FROM base", "base", "docker-image://scratch", null)]
    [InlineData("FROM base", "base", "app", null)]
    [InlineData("FROM base", "base", "oci-layout://x", null)]
    public void FollowsContextsAsBuildKitDoes(string dockerfile, string context, string value, string? expected)
    {
        var image = Case(dockerfile, $"\"{context}\": \"{value}\"").Plan().Images.Single();

        Assert.Equal(expected, image.Base?.Name);
        Assert.Equal(expected is null ? [] : [expected], image.Foreign.Select(foreign => foreign.Name));
    }

    [Fact]
    public void GivesBakeTheNamesThatBuildKitLooksFor()
    {
        var planned = Case("FROM base", """ "docker.io/library/base:latest": "docker-image://a:1", "acme/x:2": "app" """);

        Assert.Equal([new("base", "docker-image://a:1"), new("acme/x:2", "app")], planned.Plan().Images.Single().Contexts);
    }

    [Theory]
    [InlineData("FROM alpine:3", "", "alpine:3=docker-image://alpine:3@")]
    [InlineData("FROM docker.io/library/alpine:3 AS build\nFROM build", "", "alpine:3=docker-image://docker.io/library/alpine:3@")]
    [InlineData("FROM scratch\nCOPY --from=alpine:3 / /", "", "alpine:3=docker-image://alpine:3@")]
    [InlineData("FROM base", "docker-image://alpine:3", "base=docker-image://alpine:3@")]
    [InlineData("FROM alpine", "", "alpine=docker-image://alpine@")]
    [InlineData("# syntax=docker/dockerfile:1\nFROM alpine", "", "alpine=docker-image://alpine@")]
    [InlineData("# syntax=docker.io/docker/dockerfile:1.7-labs\nFROM alpine", "", "alpine=docker-image://alpine@")]
    // A context of a stage's name takes the stage's place.
    [InlineData("FROM alpine AS Alpine\nRUN x\nFROM alpine", "", "")]
    [InlineData("# syntax=docker/dockerfile:1.2\nFROM alpine", "", "")]
    [InlineData("# syntax=mirror.example/dockerfile:1\nFROM alpine", "", "")]
    [InlineData("FROM unknown:1", "", "")]
    [InlineData("FROM alpine:3@" + PlanCase.Digest, "", "")]
    public void TakesThemAsTheyWereLookedUp(string dockerfile, string context, string expected)
    {
        var planned = Case(dockerfile, context.Length == 0 ? "" : $"\"base\": \"{context}\"") with
        {
            BaseDigests = new()
            {
                ["alpine"] = Known,
                ["alpine:3"] = Known,
                ["docker.io/library/alpine:3"] = Known,
            },
        };

        var pins = planned.Plan().Images.Single().Pins.Select(pin => $"{pin.Key}={pin.Value}");

        Assert.Equal(expected.Length == 0 ? [] : [expected + Known], pins);
    }

    [Fact]
    public void GivesBakeWhatIsToBeTakenInThePlaceOfTheNameAlone()
    {
        var planned = Case("FROM base\nCOPY --from=alpine:3 / /", """ "base": "docker-image://alpine", "assets": "app" """) with
        {
            BaseDigests = new() { ["alpine"] = Known, ["alpine:3"] = Known },
        };

        Assert.Equal(
            $$"""{"assets":"app","base":"docker-image://alpine@{{Known}}","alpine:3":"docker-image://alpine:3@{{Known}}"}""",
            Contexts(takesImages: true)
        );
        Assert.Equal("""{"base":"docker-image://alpine","assets":"app"}""", Contexts(takesImages: false));

        string Contexts(bool takesImages)
        {
            var bake = planned.Bake(BuildPurpose.Check, builder: new("stevedore", "a test") { TakesImagesByContext = takesImages });
            using var document = JsonDocument.Parse(bake);
            return JsonSerializer.Serialize(document.RootElement.GetProperty("target").GetProperty("web").GetProperty("contexts"));
        }
    }

    [Fact]
    public void RefusesTwoContextsOfOneName() =>
        Assert.Equal(
            "Cannot build 'web': 'base' stands in images.web.contexts under several names, which are one to docker ('base:latest' among them). Keep one of them.",
            Case("FROM base", """ "base": "app", "base:latest": "docker-image://a:1" """).Fault()
        );

    [Fact]
    public void NamesNoBaseWherePlatformsStandOnDifferentOnes()
    {
        var planned = Case("FROM base-$TARGETARCH") with { Platforms = "linux/amd64,linux/arm64" };
        var image = planned.Plan().Images.Single();

        Assert.Null(image.Base);
        Assert.Equal(["base-amd64", "base-arm64"], image.Foreign.Select(foreign => foreign.Name));
        Assert.DoesNotContain(image.Labels, label => label.Key.Contains("base", StringComparison.Ordinal));
    }

    [Fact]
    public void FillsTemplatesWithTheBaseUnderTheImagesOfTheRun()
    {
        var planned = new PlanCase(
            """{ "images": { "base": {}, "web": { "contexts": { "base": "image:base" } } }, "tags": ["{sha:8}-{base:8}"] }"""
        )
        {
            Dockerfiles = { ["base"] = "FROM golang AS build\nFROM alpine:3", ["web"] = "FROM nginx AS x\nFROM base" },
            BaseDigests = new() { ["alpine:3"] = Known },
        };

        Assert.Equal(["3f2a91c0-4f2e342c", "3f2a91c0-4f2e342c"], planned.Plan().Images.Select(image => image.CommitTag.Value));
    }

    [Fact]
    public void ShowsThem()
    {
        var text = (Case("FROM golang AS build\nFROM alpine:3") with { BaseDigests = new() { ["alpine:3"] = Known } }).Text();
        var pulled = Case($"FROM golang AS build\nFROM alpine:3@{Known}\nCOPY --from=build / /").Text();

        Assert.Contains($"\n  base       alpine:3@{Known}\n", text, StringComparison.Ordinal);
        Assert.Contains(
            $"\n  pulls      golang (digest: asked at Ship)\n  base       alpine:3@{Known}\n",
            pulled,
            StringComparison.Ordinal
        );
    }

    private static ImagePlan Planned(string dockerfile) => Case(dockerfile).Plan().Images.Single();

    private static PlanCase Case(string dockerfile, string contexts = "") =>
        new($$$"""{ "images": { "web": { "contexts": { {{{contexts}}} } } } }""") { Dockerfiles = { ["web"] = dockerfile } };
}
