using Stevedore.Init;
using Xunit;

namespace Stevedore.Tests.Init;

public sealed class MovingThePin
{
    private const string Project =
        """<Project><ItemGroup><PackageReference Include="Cake.Frosting.Stevedore" Version="[0.2.0-bundled]" /></ItemGroup></Project>""";

    private static readonly Pin Tool = new(".config/dotnet-tools.json", "0.2.0", IsPackage: false);
    private static readonly Pin Package = new("build/Build.csproj", "[0.2.0-bundled]", IsPackage: true);

    [Theory]
    [InlineData(".config/dotnet-tools.json")]
    [InlineData("dotnet-tools.json")]
    [InlineData("build/.config/dotnet-tools.json")]
    [InlineData("build/dotnet-tools.json")]
    public void IsFoundInAManifest(string file) =>
        Assert.Equal(
            new Pin(file, "0.2.0", IsPackage: false),
            Found((file, """{ "tools": { "Stevedore.Tool": { "version": "0.2.0" } } }"""))
        );

    [Fact]
    public void IsThatOfTheBuildWhereThereIsOne() =>
        Assert.Equal(
            Package,
            Found(
                (".config/dotnet-tools.json", """{ "tools": { "stevedore.tool": { "version": "0.1.0" } } }"""),
                ("build/Build.csproj", Project)
            )
        );

    [Fact]
    public void IsTheCentralVersionOfAReferenceWithoutOne() =>
        Assert.Equal(
            new Pin("build/Build.csproj", "0.2.0", IsPackage: true),
            Found(
                (
                    "build/Build.csproj",
                    """<Project><ItemGroup><PackageReference Include="Cake.Frosting.Stevedore" /></ItemGroup></Project>"""
                ),
                (
                    "Directory.Packages.props",
                    """<Project><ItemGroup><PackageVersion Include="Cake.Frosting.Stevedore" Version="0.2.0" /></ItemGroup></Project>"""
                )
            )
        );

    [Theory]
    [InlineData(".config/dotnet-tools.json", """{ "tools": { "csharpier": { "version": "1.0.0" } } }""")]
    [InlineData(".config/dotnet-tools.json", "{")]
    [InlineData(
        "build/Build.csproj",
        """<Project><ItemGroup><ProjectReference Include="../src/Stevedore/Stevedore.csproj" /></ItemGroup></Project>"""
    )]
    public void IsNotThere(string file, string text) => Assert.Null(Found((file, text)));

    [Theory]
    [InlineData("0.2.0", null, "tool update stevedore.tool --tool-manifest .config/dotnet-tools.json")]
    [InlineData("0.2.0-alpha.1", null, "tool update stevedore.tool --tool-manifest .config/dotnet-tools.json --prerelease")]
    [InlineData("0.2.0", "0.1.0", "tool update stevedore.tool --tool-manifest .config/dotnet-tools.json --version 0.1.0 --allow-downgrade")]
    public void IsDoneByDotNetForTheTool(string pinned, string? to, string arguments) =>
        Assert.Equal(arguments, string.Join(' ', UpdateCommands.Move(Tool with { Written = pinned }, to)));

    [Theory]
    [InlineData("[0.2.0]", null, "package add Cake.Frosting.Stevedore --project Build.csproj")]
    [InlineData("[0.2.0-bundled]", null, "package add Cake.Frosting.Stevedore --project Build.csproj --prerelease")]
    [InlineData("0.2.0", "0.1.0", "package add Cake.Frosting.Stevedore --project Build.csproj --version 0.1.0")]
    public void IsDoneByDotNetForThePackage(string pinned, string? to, string arguments) =>
        Assert.Equal(arguments, string.Join(' ', UpdateCommands.Move(Package with { Written = pinned }, to)));

    [Theory]
    [InlineData("0.1.0-*", "0.1.0-alpha.0.278.bundled", true)]
    [InlineData("0.1.0-*", "0.1.0", true)]
    [InlineData("0.1.0-*", "0.2.0-alpha.1", false)]
    [InlineData("0.1.0-beta.*", "0.1.0-alpha.1", false)]
    [InlineData("*", "1.2.3", true)]
    [InlineData("*", "1.2.3-beta", false)]
    [InlineData("*-*", "1.2.3-beta", true)]
    [InlineData("1.*", "1.9.0", true)]
    [InlineData("1.*", "2.0.0", false)]
    [InlineData("1.2.*-*", "1.2.4-rc.1+build", true)]
    public void StaysWhereItFloatsToTheNewest(string floating, string newest, bool stays) =>
        Assert.Equal((true, stays), (FloatingVersion.Is(floating), FloatingVersion.Takes(floating, newest)));

    [Fact]
    public void SaysThatAVersionFloats() =>
        Assert.Equal(
            "build/Build.csproj: Stevedore 0.1.0-* takes 0.1.0-alpha.3, the newest that the feeds have, by itself; nothing is changed.",
            UpdateText.Floats(Package with { Written = "0.1.0-*" }, Package with { Written = "0.1.0-alpha.3" })
        );

    [Fact]
    public void RunsWhereItsSdkIsPinned() =>
        Assert.Equal(
            ("build", ".config/dotnet-tools.json", "", "dotnet-tools.json"),
            (
                (Tool with { Path = "build/.config/dotnet-tools.json" }).Folder,
                (Tool with { Path = "build/.config/dotnet-tools.json" }).PathInFolder,
                (Tool with { Path = "dotnet-tools.json" }).Folder,
                (Tool with { Path = "dotnet-tools.json" }).PathInFolder
            )
        );

    [Fact]
    public void KeepsTheBracketsOfAnExactVersion() =>
        Assert.Equal(
            Project.Replace("0.2.0", "0.3.0", StringComparison.Ordinal),
            Pin.Exact(Project.Replace("[0.2.0-bundled]", "0.3.0-bundled", StringComparison.Ordinal), "0.3.0-bundled")
        );

    [Fact]
    public void SaysWhatIsMovedAndHowThePlanChanges() =>
        Assert.Equal(
            [
                ".config/dotnet-tools.json: Stevedore 0.2.0 -> 0.3.0",
                "The plan changes:",
                "  - cache none",
                "  + cache registry",
                "  + label x",
            ],
            [
                .. UpdateText.Moved(Tool, Tool with { Written = "0.3.0" }, "0.2.0", isOther: false),
                .. UpdateText.Difference(["image web", "", "cache none"], ["image web", "cache registry", "label x"]),
            ]
        );

    [Fact]
    public void SaysWhosePlanIsComparedWhereAnotherVersionRuns() =>
        Assert.Equal(
            "Stevedore 0.2.5 runs this: the plan is compared with that of its own.",
            UpdateText.Moved(Tool, Tool with { Written = "0.3.0" }, "0.2.5", isOther: false).Last()
        );

    [Fact]
    public void SaysWhosePlanIsComparedWhereTheBuildIsLeftOut() =>
        Assert.Equal(
            (
                "Stevedore 0.2.0 runs this without build/Build.csproj: the plan is compared with that of its own.",
                "build/Build.csproj: Stevedore 0.2.0-bundled -> 0.3.0"
            ),
            (
                UpdateText.Moved(Package, Package with { Written = "[0.3.0]" }, "0.2.0", isOther: true).Last(),
                UpdateText.Moved(Package, Package with { Written = "[0.3.0]" }, "0.2.0", isOther: false).Last()
            )
        );

    [Fact]
    public void SaysThatThePlanStays() => Assert.Equal(["The plan stays as it is."], UpdateText.Difference(["a", "b"], ["a", "", "b"]));

    [Fact]
    public void SaysThatThereIsNothingNewer() =>
        Assert.Equal(
            (
                ".config/dotnet-tools.json: Stevedore 0.2.0 is the newest that the feeds have; nothing is changed.",
                ".config/dotnet-tools.json: Stevedore 0.2.0 is pinned already; nothing is changed."
            ),
            (UpdateText.Same(Tool, null), UpdateText.Same(Tool, "0.2.0"))
        );

    [Fact]
    public void SaysWhatToDoWithoutAPin() =>
        Assert.Equal(
            "Cannot update: neither a tool manifest nor build/Build.csproj in /work pins a version of Stevedore. Write one with `stevedore init`. "
                + "A tool that is installed globally is updated with `dotnet tool update --global Stevedore.Tool`.",
            UpdateFaults.NoPin("/work").Message
        );

    [Theory]
    [InlineData(
        "error NU1301: Unable to load the service index for source https://api.nuget.org/v3/index.json.",
        "the feed https://api.nuget.org/v3/index.json cannot be read, and dotnet does not say why. See what `curl -I` answers there. Sign in to it "
            + "(CodeArtifact: `aws codeartifact login --tool dotnet …`) where that is 401, else check the network and the proxy, and run again; nothing was changed."
    )]
    [InlineData(
        "error: Failed to retrieve information about 'x' from remote source 'https://feed.example/x'.\nerror:   Connection refused (feed.example:443)",
        "the feed https://feed.example/x could not be reached. Check the network, the proxy and the feeds (`dotnet nuget list source`), and run again; nothing was changed."
    )]
    [InlineData(
        "error: Unable to load the service index for source https://feed.example/v3/index.json.\nerror:   Response status code does not indicate success: 401 (Unauthorized).",
        "the feed https://feed.example/v3/index.json wants credentials. Sign in to it (CodeArtifact: `aws codeartifact login --tool dotnet …`), and run again; nothing was changed."
    )]
    [InlineData(
        "error NU1301: Response status code does not indicate success: 401 (Unauthorized).",
        "a feed wants credentials. Sign in to it (CodeArtifact: `aws codeartifact login --tool dotnet …`), and run again; nothing was changed."
    )]
    [InlineData(
        "Version 9.0.0 of package stevedore.tool is not found in NuGet feeds /feed.",
        "no feed has Stevedore.Tool 9.0.0. `dotnet nuget list source` lists the feeds, and --to=<version> names a version."
    )]
    [InlineData(
        "The requested version 0.1.0 is lower than existing version 0.2.0.",
        "what the feeds have is older. Pass --to=<version> to go back to one; nothing was changed."
    )]
    [InlineData("Something else failed.", "dotnet says 'Something else failed'. Correct that, and run again; nothing was changed.")]
    public void SaysWhyTheToolCouldNotBeMoved(string printed, string why) =>
        Assert.Equal(
            $"Cannot move .config/dotnet-tools.json from Stevedore 0.2.0 to 9.0.0: {why}",
            UpdateFaults.NotMoved(Tool, "9.0.0", [.. printed.Split('\n')]).Message
        );

    [Fact]
    public void SaysWhyThePackageCouldNotBeMoved() =>
        Assert.Equal(
            "Cannot move build/Build.csproj from Stevedore 0.2.0-bundled: no feed has Cake.Frosting.Stevedore. `dotnet nuget list source` lists the feeds, "
                + "and --to=<version> names a version. Where the package holds Cake itself, its version ends with bundled.",
            UpdateFaults
                .NotMoved(Package, null, ["error: There are no versions available for the package 'Cake.Frosting.Stevedore'."])
                .Message
        );

    [Fact]
    public void SaysHowToGoBackFromAVersionThatMakesNoPlan() =>
        Assert.Equal(
            "Cannot make the plan with Stevedore 0.3.0, which .config/dotnet-tools.json is at now: it says 'Error: Cannot use stevedore.json: …'. "
                + "Correct that, or go back with --to=0.2.0.",
            UpdateFaults.NoPlan(Tool, Tool with { Written = "0.3.0" }, ["Error: Cannot use stevedore.json: …"]).Message
        );

    private static Pin? Found(params (string File, string Text)[] files) =>
        Pin.In(file => Array.Find(files, known => known.File == file).Text);
}
