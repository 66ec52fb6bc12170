using Amazon.ECR.Model;
using Stevedore.Docker;
using Stevedore.Doctor;
using Stevedore.Images;
using Stevedore.Registries;
using Stevedore.Registries.DockerHub;
using Stevedore.Registries.Ecr;
using Stevedore.Settings;
using Stevedore.Shipping;
using Stevedore.Tests.Docker;
using Stevedore.Tests.Planning;
using Stevedore.Tests.Registries;
using Xunit;

namespace Stevedore.Tests.Doctor;

/// <summary>What is a fault of versions, clocks, limits, emulators and pins.</summary>
public sealed class JudgingVersionsAndClocks : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("v0.32.1", null, false, FindingLevel.Fine)]
    [InlineData("0.13.1+ds1-1", null, false, FindingLevel.Fine)]
    [InlineData("v0.12.1", null, false, FindingLevel.Fault)]
    [InlineData("v0.19.2", null, false, FindingLevel.Warning)]
    [InlineData("v0.19.2-desktop.1", null, false, FindingLevel.Warning)]
    [InlineData("v0.16.0", null, true, FindingLevel.Fault)]
    [InlineData("v0.17.0", null, true, FindingLevel.Fine)]
    [InlineData("v0.32.1", "cloud", false, FindingLevel.Fault)]
    [InlineData("v0.20.1-desktop.2", "cloud", false, FindingLevel.Fine)]
    [InlineData("unknown", null, true, FindingLevel.Fine)]
    public void JudgesBuildx(string version, string? driver, bool asks, FindingLevel level)
    {
        var settings = new BuilderSettings { Driver = driver, Entitlements = asks ? ["network.host"] : null };

        var finding = Assert.Single(DockerCheck.Of(new(null, version), settings));

        Assert.Equal(("buildx", level, level != FindingLevel.Fine), (finding.Subject, finding.Level, finding.Fix.Length > 0));
    }

    [Theory]
    [InlineData("28.5.2", FindingLevel.Fine)]
    [InlineData("20.10.24+dfsg1", FindingLevel.Warning)]
    [InlineData("dev", FindingLevel.Fine)]
    public void JudgesTheEngine(string version, FindingLevel level) =>
        Assert.Equal(
            ("engine", level),
            Assert.Single(DockerCheck.Of(new(version, null), new())) is var found ? (found.Subject, found.Level) : default
        );

    [Fact]
    public void SaysNothingOfAnEngineThatIsNotThere() => Assert.Empty(DockerCheck.Of(new(null, null), new()));

    [Theory]
    [InlineData("0", true, FindingLevel.Fine, "that of a")]
    [InlineData("-59", true, FindingLevel.Fine, "that of a")]
    [InlineData("240", true, FindingLevel.Warning, "4 minutes ahead of that of a: AWS is asked again with its own time")]
    [InlineData("-3600", true, FindingLevel.Fault, "60 minutes behind that of a: AWS refuses signatures that are minutes off")]
    [InlineData("-3600", false, FindingLevel.Warning, "60 minutes behind that of a: AWS is asked again with its own time")]
    [InlineData("3600 3601", true, FindingLevel.Fault, "60 minutes ahead of that of a")]
    [InlineData("0 3600", true, FindingLevel.Warning, "that of a; b is 60 minutes behind this machine")]
    public void JudgesTheClock(string seconds, bool isSignedWith, FindingLevel level, string says)
    {
        var skews = seconds.Split(' ').Select((one, index) => ($"{(char)('a' + index)}", TimeSpan.FromSeconds(int.Parse(one)))).ToArray();

        var finding = Assert.Single(ClockCheck.Of(skews, isSignedWith));

        Assert.Equal(level, finding.Level);
        Assert.StartsWith(says, finding.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void JudgesNoClockThatNobodyTells() => Assert.Empty(ClockCheck.Of([], isSignedWith: true));

    [Theory]
    [InlineData("76;w=21600", 3, FindingLevel.Fine, "76 pulls are left within 6 hours anonymously, and a run takes up to 3")]
    [InlineData("76;w=21600", 77, FindingLevel.Warning, "76 pulls are left within 6 hours anonymously, and a run takes up to 77")]
    [InlineData("1;w=21600", 1, FindingLevel.Warning, "1 pull is left within 6 hours anonymously, and a run takes up to 1")]
    [InlineData("0", 2, FindingLevel.Warning, "0 pulls are left anonymously, and a run takes up to 2")]
    [InlineData("-1;w=x", 3, FindingLevel.Fine, "no limit of pulls anonymously")]
    [InlineData(null, 3, FindingLevel.Fine, "no limit of pulls anonymously")]
    public void JudgesTheLimitOfDockerHub(string? header, int needed, FindingLevel level, string says) =>
        Assert.Equal((level, says), PullLimit.Of(header, "anonymously", needed) is var found ? (found.Level, found.Says) : default);

    [Fact]
    public void CountsWhatARunPullsFromDockerHub()
    {
        PlanCase plan = new(
            """
            {
              "platforms": ["linux/amd64", "linux/arm64"],
              "images": { "web": { "context": "web" }, "api": { "context": "api", "platforms": ["linux/amd64"], "attestations": { "sbom": true } } },
              "registries": { "lan": { "type": "registry", "host": "127.0.0.1:5000" } }
            }
            """
        )
        {
            Dockerfiles =
            {
                ["web"] = "# syntax=docker/dockerfile:1\nFROM node\nCOPY --from=public.ecr.aws/docker/library/busybox /x /\n",
                ["api"] = "FROM node AS a\nFROM docker.io/library/nginx:1\nCOPY --from=a /x /\n",
            },
        };
        var images = plan.Plan().Images;

        Assert.Equal(5, HubPulls.Of(images, []));
        Assert.Equal(
            7,
            HubPulls.Of(images, ["moby/buildkit:buildx-stable-1", "docker.io/tonistiigi/binfmt", "public.ecr.aws/moby/buildkit"])
        );
    }

    [Fact]
    public void KnowsWhatABuilderIsMadeOf()
    {
        BuilderCreation creation = new("stevedore", "docker-container");
        BuilderDecision decision = new("stevedore", "it is needed") { Emulators = new("acme/binfmt", ["arm64"], Restart: null) };

        Assert.Equal(
            ["moby/buildkit:buildx-stable-1", "acme/binfmt"],
            BuilderPulls.Of(decision with { Creations = [creation, creation with { Appends = true, Endpoint = "ssh://other" }] })
        );
        Assert.Equal(
            ["acme/buildkit:1", "acme/binfmt"],
            BuilderPulls.Of(decision with { Creations = [creation with { Options = ["network=host", "image=acme/buildkit:1"] }] })
        );
        Assert.Equal(["acme/binfmt"], BuilderPulls.Of(decision with { Creations = [creation with { Driver = "kubernetes" }] }));
        Assert.Empty(BuilderPulls.Of(new("default", "it is there")));
    }

    [Theory]
    [InlineData("IMMUTABLE", "", "latest", true)]
    [InlineData("IMMUTABLE_WITH_EXCLUSION", "latest", "latest", false)]
    [InlineData("IMMUTABLE_WITH_EXCLUSION", "v*", "v1.2", false)]
    [InlineData("IMMUTABLE_WITH_EXCLUSION", "v*", "latest", true)]
    [InlineData("IMMUTABLE_WITH_EXCLUSION", "", "latest", false)]
    [InlineData("MUTABLE_WITH_EXCLUSION", "latest", "latest", true)]
    [InlineData("MUTABLE_WITH_EXCLUSION", "v*", "latest", false)]
    [InlineData("MUTABLE", "", "latest", false)]
    public void TellsWhichTagsMayMove(string mutability, string excluded, string tag, bool isFixed) =>
        Assert.Equal(
            isFixed,
            EcrMutability.IsFixed(
                new Repository
                {
                    ImageTagMutability = mutability,
                    ImageTagMutabilityExclusionFilters = excluded.Length == 0 ? null : [new() { Filter = excluded }],
                },
                tag
            )
        );

    [Fact]
    public void TellsAMovingTagOfThisRunFromThatOfAnother()
    {
        RepositoryRequest request = new(new("host", RepositoryName.Parse("web")), ["latest", "v*"]) { SetTags = ["latest"] };

        Assert.Equal(
            [
                (FindingLevel.Fault, "host/web has immutable tags, and latest would move"),
                (FindingLevel.Warning, "host/web has immutable tags, and v* would move on other refs"),
            ],
            EcrMutability
                .Of(EcrCase.Plan(new()), request, new Repository { ImageTagMutability = "IMMUTABLE" })
                .Select(finding => (finding.Level, finding.Says))
        );
    }

    [Theory]
    [InlineData(
        "IMMUTABLE_WITH_EXCLUSION",
        "nightly-*",
        "Let them move: `aws ecr put-image-tag-mutability --repository-name web --region eu-central-1 --image-tag-mutability IMMUTABLE_WITH_EXCLUSION "
            + "--image-tag-mutability-exclusion-filters filterType=WILDCARD,filter='nightly-*' filterType=WILDCARD,filter='latest' "
            + "filterType=WILDCARD,filter='deployed*'`, or leave them out of tags."
    )]
    [InlineData(
        "MUTABLE_WITH_EXCLUSION",
        "v*,lat*",
        "Let them move: `aws ecr put-image-tag-mutability --repository-name web --region eu-central-1 --image-tag-mutability MUTABLE_WITH_EXCLUSION "
            + "--image-tag-mutability-exclusion-filters filterType=WILDCARD,filter='v*'`, or leave them out of tags."
    )]
    [InlineData(
        "IMMUTABLE_WITH_EXCLUSION",
        "a,b,c,d",
        "Leave them out of tags, or make room in its exclusions: ECR has 5 at most, and a, b, c, d, latest, deployed* are needed."
    )]
    public void LetsTagsMoveWithoutHoldingThoseThatDo(string mutability, string excluded, string fix)
    {
        RepositoryRequest request = new(new("host", RepositoryName.Parse("web")), ["latest"])
        {
            SetTags = ["latest"],
            Marks = ["deployed*"],
            IsMarked = true,
        };
        Repository repository = new()
        {
            ImageTagMutability = mutability,
            ImageTagMutabilityExclusionFilters =
            [
                .. excluded.Split(',').Select(filter => new ImageTagMutabilityExclusionFilter { Filter = filter }),
            ],
        };

        Assert.Equal(fix, Assert.Single(EcrMutability.Of(EcrCase.Plan(new()), request, repository)).Fix);
    }

    [Theory]
    [InlineData("linux/amd64", "")]
    [InlineData("linux/arm64", "linux/arm64 is emulated, many times slower than a machine of that kind")]
    [InlineData(
        "linux/mips64le",
        "linux/mips64le is left to the emulators of BuildKit's own image, many times slower than a machine of that kind"
    )]
    public void TellsWhatIsEmulated(string platform, string says)
    {
        BuilderRequest request = new(new(new(), null), new([Platform.Parse(platform)], false, []), Builders.Containerd, IsCodeBuild: false);

        Assert.Equal(says, string.Join('\n', EmulationCheck.Of(new("default", "it is"), request).Select(finding => finding.Says)));
    }

    [Theory]
    [InlineData("8.0.100", null, FindingLevel.Fault)]
    [InlineData("10.0.100", null, FindingLevel.Warning)]
    [InlineData("8.0.100", "10.0.100", FindingLevel.Fine)]
    [InlineData("10.0.100", "9.0.100", FindingLevel.Fault)]
    public void FindsAGlobalJsonThatIsPlantedAboveTheRepository(string planted, string? own, FindingLevel level)
    {
        Directory.CreateDirectory(folder.File("src/.config"));
        File.WriteAllText(folder.File("src/.config/dotnet-tools.json"), "{}");
        Pin("global.json", planted);
        if (own is not null)
        {
            Pin("src/global.json", own);
        }

        var finding = new PinnedSdk(folder.File("src")).Look();

        Assert.Equal(level, finding.Level);
        Assert.StartsWith(own is null ? folder.File("global.json") : "global.json pins", finding.Says, StringComparison.Ordinal);
    }

    private void Pin(string file, string version) => File.WriteAllText(folder.File(file), $$"""{ "sdk": { "version": "{{version}}" } }""");
}
