using System.Text.Json;
using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Tests.Planning;
using Xunit;

namespace Stevedore.Tests.Docker;

public sealed class WritingABakeFile
{
    [Fact]
    public void PushesEveryImageToEveryRegistry() => Golden.Equal("bake-push.json", PlanCase.Rich.Bake(BuildPurpose.Push));

    [Fact]
    public void PushesOnlyTheSelectionAndItsBasesNowhere() =>
        Golden.Equal("bake-push-web.json", (PlanCase.Rich with { Images = ["web"] }).Bake(BuildPurpose.Push));

    [Fact]
    public void BuildsForACheckAndKeepsNothing() => Golden.Equal("bake-check.json", PlanCase.Rich.Bake(BuildPurpose.Check));

    [Fact]
    public void LoadsForThisMachine() => Golden.Equal("bake-load.json", PlanCase.Rich.Bake(BuildPurpose.Load));

    [Fact]
    public void PushesWithoutAttestationsWhereTheBuilderHasNone()
    {
        var target = Target(PlanCase.Rich.Bake(BuildPurpose.Push, isComplete: false), "web");

        Assert.False(target.TryGetProperty("attest", out _));
        Assert.False(target.TryGetProperty("annotations", out _));
        Assert.True(target.TryGetProperty("labels", out _));
    }

    [Fact]
    public void AnnotatesNoIndexOfASingleManifest()
    {
        var annotations = Target(PlanCase.Rich.Bake(BuildPurpose.Push), "tool").GetProperty("annotations").EnumerateArray();

        Assert.All(annotations, annotation => Assert.StartsWith("manifest:", annotation.GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public void BuildsWhatIsLeftToDo()
    {
        using var document = JsonDocument.Parse(PlanCase.Rich.Bake(BuildPurpose.Push, images: [ImageName.Parse("web")]));

        Assert.Equal(
            """["web"]""",
            document
                .RootElement.GetProperty("group")
                .GetProperty("default")
                .GetProperty("targets")
                .GetRawText()
                .Replace(" ", "", StringComparison.Ordinal)
                .Replace("\n", "", StringComparison.Ordinal)
        );
        Assert.Equal("type=cacheonly", Target(document.RootElement, "base").GetProperty("output")[0].GetString());
    }

    // bake takes every string for a template: `docker buildx bake --print` gives these back as they were.
    [Theory]
    [InlineData("${HOME}", "$${HOME}")]
    [InlineData("%{ if x }", "%%{ if x }")]
    [InlineData("$HOME 100% {x}", "$HOME 100% {x}")]
    public void KeepsValuesFromBeingTemplates(string value, string written)
    {
        var given = new PlanCase(
            """{ "images": { "web": { "args": { "A": "VALUE" } } } }""".Replace("VALUE", Escaped(value), StringComparison.Ordinal)
        );

        Assert.Equal(written, Target(given.Bake(BuildPurpose.Check), "web").GetProperty("args").GetProperty("A").GetString());
    }

    [Theory]
    [InlineData("${HOME}", "$${HOME}")]
    [InlineData("%{if true}", "%%{if true}")]
    [InlineData("A\nB", "A\nB")]
    public void KeepsNamesFromBeingTemplates(string name, string written)
    {
        var json = JsonSerializer.Serialize(new { images = new { web = new { args = new Dictionary<string, string> { [name] = "x" } } } });

        var arguments = Target(new PlanCase(json).Bake(BuildPurpose.Check), "web").GetProperty("args");

        Assert.Equal([written], arguments.EnumerateObject().Select(argument => argument.Name));
    }

    [Fact]
    public void QuotesAFileThatHoldsAComma() =>
        Assert.Equal(
            "type=file,id=npmrc,\"src=/run/a,b\"",
            Target(new PlanCase("""{ "images": { "web": { "secrets": { "npmrc": "file:/run/a,b" } } } }""").Bake(BuildPurpose.Check), "web")
                .GetProperty("secret")[0]
                .GetString()
        );

    [Theory]
    [InlineData("~/.npmrc", "/home/me/.npmrc")]
    [InlineData("~/a,b", "/home/me/a,b")]
    [InlineData("./~/.npmrc", "./~/.npmrc")]
    [InlineData("~other/.npmrc", "~other/.npmrc")]
    [InlineData("a~/b", "a~/b")]
    public void FindsFilesInTheUsersFolder(string path, string written)
    {
        var images = $$$"""{ "images": { "web": { "secrets": { "npmrc": "file:{{{path}}}" }, "ssh": ["default={{{path}}}"] } } }""";

        var target = Target(new PlanCase(images).Bake(BuildPurpose.Check, home: "/home/me"), "web");

        Assert.Equal(written, target.GetProperty("secret")[0].GetString()!.Split("src=")[1].TrimEnd('"'));
        Assert.Equal($"default={written}", target.GetProperty("ssh")[0].GetString());
    }

    [Fact]
    public void GrantsWhatTheSettingsSay()
    {
        const string settings = """{ "images": { "web": {} }, "builder": { "entitlements": ["network.host", "security.insecure"] } }""";

        var granted = Target(new PlanCase(settings).Bake(BuildPurpose.Check), "web").GetProperty("entitlements").EnumerateArray();

        Assert.Equal(["network.host", "security.insecure"], granted.Select(name => name.GetString()));
        Assert.False(
            Target(new PlanCase("""{ "images": { "web": {} } }""").Bake(BuildPurpose.Check), "web").TryGetProperty("entitlements", out _)
        );
    }

    [Theory]
    [InlineData("github.com/acme/web", "./github.com/acme/web")]
    [InlineData("git@example.com", "./git@example.com")]
    [InlineData("-", "./-")]
    [InlineData("app/github.com", "app/github.com")]
    public void NamesFoldersSoThatDockerTakesThemForFolders(string folder, string written)
    {
        var target = Target(
            new PlanCase($$$"""{ "images": { "web": { "context": "{{{folder}}}", "contexts": { "other": "{{{folder}}}" } } } }""").Bake(
                BuildPurpose.Check
            ),
            "web"
        );

        Assert.Equal(written, target.GetProperty("context").GetString());
        Assert.Equal(written, target.GetProperty("contexts").GetProperty("other").GetString());
    }

    // buildx before 0.16 takes a list of levels for a part of the name.
    [Fact]
    public void AnnotatesIndexAndManifestsInEntriesOfTheirOwn() =>
        Assert.Equal(
            ["index:org.opencontainers.image.title=web", "manifest:org.opencontainers.image.title=web"],
            Target(PlanCase.Rich.Bake(BuildPurpose.Push), "web")
                .GetProperty("annotations")
                .EnumerateArray()
                .Select(annotation => annotation.GetString()!)
                .Where(annotation => annotation.Contains(".title=", StringComparison.Ordinal))
        );

    [Fact]
    public void IsTheSameForTheSamePlan() => Assert.Equal(PlanCase.Rich.Bake(BuildPurpose.Push), PlanCase.Rich.Bake(BuildPurpose.Push));

    // In settings, doubled braces are braces.
    private static string Escaped(string value) =>
        value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    private static JsonElement Target(byte[] file, string name)
    {
        using var document = JsonDocument.Parse(file);
        return Target(document.RootElement, name).Clone();
    }

    private static JsonElement Target(JsonElement root, string name) => root.GetProperty("target").GetProperty(name);
}
