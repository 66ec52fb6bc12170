using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Tests.Source;
using Xunit;

namespace Stevedore.Tests.Planning;

public sealed class PlanningARelease
{
    [Fact]
    public void SaysWhichContainerIsTakenWhereEcsHasNoSuchName()
    {
        const string Note =
            "The container of 'web' is taken to be 'my-web-app': ECS has letters, digits, '-' and '_' in such names, and no 'my.web.app'. "
            + "Set images.web.container where it is another.";

        Assert.Contains(Note, new PlanCase("""{ "images": { "web": { "repository": "team/my.web.app" } } }""").Plan().Notes);
        Assert.DoesNotContain(
            Note,
            new PlanCase("""{ "images": { "web": { "repository": "team/my.web.app", "container": "my-web-app" } } }""").Plan().Notes
        );
    }

    [Fact]
    public void SaysEverythingInAdvance() => Golden.Equal("rich-plan.txt", PlanCase.Rich.Text());

    [Fact]
    public void SaysItToProgramsToo() => Golden.Equal("rich-plan.json", PlanJson.Render(PlanCase.Rich.Plan(), PlanCase.Rich.Settings));

    [Fact]
    public void IsTheSameForTheSameInputs() => Assert.Equal(PlanCase.Rich.Text(), (PlanCase.Rich with { }).Text());

    [Fact]
    public void PutsBasesBeforeWhatStandsOnThem() => Assert.Equal(["base", "web", "tool"], Names(PlanCase.Rich.Plan()));

    [Fact]
    public void BuildsBasesOfASelectionAndShipsOnlyTheSelection()
    {
        var plan = (PlanCase.Rich with { Images = ["web"] }).Plan();

        Assert.Equal(["base", "web"], Names(plan));
        Assert.Equal(["web"], plan.Shipped.Select(image => image.Name.Value));
        Assert.Contains("base (built, not pushed)", (PlanCase.Rich with { Images = ["web"] }).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesASelectionThatItDoesNotKnow() =>
        Assert.Equal(
            "Cannot ship --images=web,wbe: there is no image 'wbe'. The images are: web, base, tool.",
            (PlanCase.Rich with { Images = ["web", "wbe"] }).Fault()
        );

    [Fact]
    public void RefusesASelectionOfNothing() =>
        Assert.Equal(
            "Cannot ship --images=: it names no image. The images are: web, base, tool.",
            (PlanCase.Rich with { Images = [] }).Fault()
        );

    [Fact]
    public void LabelsWhatStandsOnAnImageOfTheRunWithItsReferenceInTheDeployedRegistry()
    {
        var web = PlanCase.Rich.Plan().Images.Single(image => image.Name.Value == "web");

        Assert.Contains(
            new("org.opencontainers.image.base.name", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/acme/base:3f2a91c0"),
            web.Labels
        );
        Assert.Null(web.Base);
    }

    [Fact]
    public void LabelsWhatStandsOnAForeignImageWithItsDigest()
    {
        var digest = Digest.Parse(PlanCase.Digest);
        var asked = PlanCase.Rich with { BaseDigests = new() { ["alpine:3.22"] = digest } };

        var planned = asked.Plan().Images.First();

        Assert.Equal(new BaseImage("alpine:3.22", digest), planned.Base);
        Assert.Contains(new("org.opencontainers.image.base.digest", PlanCase.Digest), planned.Labels);
    }

    [Fact]
    public void FindsTheBaseThatABuildArgumentNames()
    {
        var planned = new PlanCase("""{ "images": { "web": { "args": { "TAG": "{sha:4}" } } } }""")
        {
            Dockerfiles = { ["web"] = "ARG TAG=1\nFROM alpine:$TAG" },
        };

        Assert.Equal("alpine:3f2a", planned.Plan().Images.Single().Base!.Name);
    }

    [Theory]
    [InlineData("docker-image://public.ecr.aws/acme/base:2", "public.ecr.aws/acme/base:2")]
    [InlineData("app/base", null)]
    [InlineData("oci-layout://base", null)]
    public void FindsTheBaseThatANamedContextIs(string context, string? expected)
    {
        var planned = new PlanCase($$$"""{ "images": { "web": { "contexts": { "base": "{{{context}}}" } } } }""")
        {
            Dockerfiles = { ["web"] = "FROM base" },
        };

        Assert.Equal(expected, planned.Plan().Images.Single().Base?.Name);
    }

    [Fact]
    public void LeavesAnArgumentWithoutAValueToTheDockerfileAndSaysSo() =>
        Assert.Contains(
            "The build argument NUMBER is left to the Dockerfile: nothing is known to fill '{build}' with.",
            PlanCase.Rich.Plan().Notes
        );

    [Fact]
    public void KeepsTheBuilderThatTheEnvironmentSelects() =>
        Assert.Equal("mine", (PlanCase.Rich with { Builder = "mine" }).Plan().Builder.Selected);

    [Fact]
    public void PushesNowhereIntoARegistryForPulls()
    {
        var plan = PlanCase.Rich.Plan();

        Assert.False(plan.Registries.Single(registry => registry.Name == "mirror").Pushes);
        Assert.DoesNotContain(plan.Images.SelectMany(image => image.Destinations), destination => destination.Registry == "mirror");
    }

    [Fact]
    public void MarksTheTagOfAChangedTree() =>
        Assert.All(
            (PlanCase.Rich with { Source = SourceCases.Main with { IsDirty = true } }).Plan().Images,
            image => Assert.EndsWith("-dirty", image.CommitTag.Value, StringComparison.Ordinal)
        );

    private static IEnumerable<string> Names(ShipPlan plan) => plan.Images.Select(image => image.Name.Value);
}
