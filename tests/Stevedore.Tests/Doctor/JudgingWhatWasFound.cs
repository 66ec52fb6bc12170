using System.Text;
using Amazon.ECR.Model;
using Stevedore.Docker;
using Stevedore.Doctor;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.Ecr;
using Stevedore.Runs;
using Xunit;

namespace Stevedore.Tests.Doctor;

/// <summary>What is a fault, and what a run does something about or does without.</summary>
public sealed class JudgingWhatWasFound
{
    private const string Host = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";

    [Theory]
    [InlineData(1, FindingLevel.Fault)]
    [InlineData(100, FindingLevel.Warning)]
    [InlineData(3000, FindingLevel.Fine)]
    public void JudgesTheDisk(int mebibytes, FindingLevel level) =>
        Assert.Equal(level, DiskCheck.Of("/tmp", mebibytes * 1024L * 1024).Level);

    [Theory]
    [InlineData(null, true, FindingLevel.Warning)]
    [InlineData("{ broken", true, FindingLevel.Warning)]
    [InlineData("""{ "sdk": { "version": "10.0.100" } }""", true, FindingLevel.Fine)]
    [InlineData("""{ "sdk": { "version": "9.0.300" } }""", true, FindingLevel.Fault)]
    [InlineData("""{ "sdk": { "version": "9.0.300" } }""", false, FindingLevel.Fine)]
    public void JudgesTheSdk(string? text, bool hasManifest, FindingLevel level)
    {
        var globalJson = text is null ? null : new GlobalJson("global.json", text, IsOutside: false);

        Assert.Equal(level, SdkCheck.Of(hasManifest ? ".config/dotnet-tools.json" : null, globalJson).Level);
    }

    [Fact]
    public void NotesABuilderThatIsCreated()
    {
        var findings = BuilderCheck.Of(
            new("stevedore", "it is needed")
            {
                Creations = [new("stevedore", "docker-container")],
                Emulators = new("tonistiigi/binfmt", ["arm64"], Restart: null),
                Difference = "It differs.",
            }
        );

        Assert.Equal(
            [
                new Finding("builder", FindingLevel.Note, "'stevedore' is created first: it is needed"),
                new Finding("emulation", FindingLevel.Note, "arm64 is installed first, from tonistiigi/binfmt"),
                new Finding("builder", FindingLevel.Warning, "It differs"),
            ],
            findings
        );
    }

    [Fact]
    public void TellsPrivilegedModeInCodeBuild() =>
        Assert.StartsWith(
            "Turn on the project's privileged mode",
            BuilderCheck
                .Of(new StevedoreException("Cannot build", "the Docker engine does not answer (x)", "Start it."), isCodeBuild: true)
                .Fix,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(null, true, "latest", FindingLevel.Note)]
    [InlineData(null, false, "latest", FindingLevel.Fault)]
    [InlineData("IMMUTABLE", true, "latest", FindingLevel.Fault)]
    [InlineData("IMMUTABLE", true, null, null)]
    [InlineData("IMMUTABLE_WITH_EXCLUSION", true, "latest", null)]
    [InlineData("MUTABLE", true, "latest", null)]
    public void JudgesARepository(string? mutability, bool creates, string? moving, FindingLevel? level)
    {
        RegistryPlan registry = new("ecr", new EcrSettings { CreateRepositories = creates }, Host, "111122223333", "eu-west-1", true);
        ImmutableArray<string> tags = moving is null ? [] : [moving];
        RepositoryRequest request = new(new(Host, RepositoryName.Parse("web")), tags) { SetTags = tags };

        var findings = EcrExamination.Of(registry, request, mutability is null ? null : new Repository { ImageTagMutability = mutability });

        Assert.Equal(level, findings.SingleOrDefault()?.Level);
        Assert.Equal(level == FindingLevel.Fault, findings.Any(finding => finding.Fix.Length > 0));
    }

    [Fact]
    public void ShowsATable() =>
        Assert.Equal(
            ["", "ok     a   is there", "FAULT  bb  Cannot b: it is not", "", "bb: Make it.", "line", ""],
            FindingTable.Render([
                new("a", FindingLevel.Fine, "is there"),
                new("bb", FindingLevel.Fault, "Cannot b: it is not") { Fix = "Make it.", Details = ["line"] },
            ])
        );

    [Fact]
    public void WritesJson()
    {
        var json = Encoding.UTF8.GetString(FindingJson.Render([new("a", FindingLevel.Warning, "is") { Fix = "Do.", Details = ["b"] }]));

        Assert.Equal(
            """[{"subject":"a","level":"warning","says":"is","fix":"Do.","details":["b"]}]""",
            string.Concat(json.Split('\n').Select(line => line.Trim())).Replace("\": ", "\":", StringComparison.Ordinal)
        );
    }
}
