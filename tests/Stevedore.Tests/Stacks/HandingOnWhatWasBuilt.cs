using System.Diagnostics;
using Stevedore.Stacks.Plans;
using Stevedore.Tests.Stacks.Validation;
using Xunit;

namespace Stevedore.Tests.Stacks;

/// <summary>A later build may replace an artifact that waits for an approval: what is deployed is what the build of that execution said.</summary>
public sealed class HandingOnWhatWasBuilt : IDisposable
{
    private const string Replaced = "The artifact is not what the build of this execution handed on. Nothing is deployed.\n";

    private static readonly string[] Files =
    [
        "artifacts/imagedefinitions.json",
        "artifacts/imageDetail.json",
        "artifacts/release.json",
        "stevedore.json",
        "deploy/the worker.json",
        ".config/dotnet-tools.json",
        "global.json",
        "nuget.config",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void DeploysWhatTheBuildHandedOn()
    {
        var said = Build(Given(), Files);

        Assert.Equal((0, ""), Deploy(Given(), said));
        Assert.Equal(Files.Order(StringComparer.Ordinal), Deployed());
    }

    [Theory]
    [InlineData("artifacts/release.json")]
    [InlineData("stevedore.json")]
    [InlineData("deploy/the worker.json")]
    [InlineData(".config/dotnet-tools.json")]
    [InlineData("nuget.config")]
    public void DeploysNothingOfWhatWasReplaced(string file)
    {
        var said = Build(Given(), Files);
        Write(file, "another");

        Assert.Equal((1, Replaced), Deploy(Given(), said));
    }

    [Fact]
    public void DeploysNothingThatNoBuildSpokeOf()
    {
        _ = Build(Given(), Files);

        Assert.Equal((1, Replaced), Deploy(Given(), ""));
    }

    [Theory]
    [InlineData("Directory.Build.props")]
    [InlineData("NuGet.Config")]
    [InlineData("dotnet-tools.json")]
    [InlineData(".config/more.json")]
    public void LeavesBehindWhatWasPutBesides(string file)
    {
        var said = Build(Given(), Files);
        Write(file, "strange");

        Assert.Equal((0, ""), Deploy(Given(), said));
        Assert.Equal(Files.Order(StringComparer.Ordinal), Deployed());
    }

    [Theory]
    [InlineData("build/Program.cs", 1)]
    [InlineData("build/More.cs", 1)]
    [InlineData("build/.editorconfig", 0)]
    public void HoldsABuildOfOnesOwnAgainstItAsWell(string file, int exitCode)
    {
        var given = Given() with { Tool = new([], "bash build.sh {0}", IsByTarget: true, ["build.sh", "build/**/*"]) };
        var said = Build(given, [.. Files[..5], "build.sh", "build/Program.cs", "build/Tasks/Deploy.cs"]);
        Write(file, "another");

        Assert.Equal(exitCode, Deploy(given, said).ExitCode);
    }

    [Fact]
    public void TellsEachDeploymentWhatItsOwnBuildSaid()
    {
        StackCase.Check(Given().Make());
        Assert.Equal(
            ["""'[{"name":"STEVEDORE_HANDED_ON","value":"#{BuildVariables.STEVEDORE_HANDED_ON}"}]'"""],
            Lines("                EnvironmentVariables: ", Given().Text("pipeline/shop.yml"))
                .Where(line => line.Contains("HANDED_ON", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void SaysItInABuildspecOfItsOwn()
    {
        var given = Given("\"builder\": { \"driver\": \"cloud\", \"name\": \"acme/default\" },");
        StackCase.Check(given.Make());
        var buildspec = Template
            .Parse(given.Text("pipeline/shop.yml"))
            .Resource("BuildProject")!
            .Properties["Source"]
            .Map()["BuildSpec"]
            .Text()!;

        Assert.StartsWith("version: 0.2\nenv:\n  exported-variables:\n    - STEVEDORE_HANDED_ON\n", buildspec, StringComparison.Ordinal);
        Assert.Contains($"      - dotnet stevedore ship\n      - {Export(Given())}\nartifacts:\n", buildspec, StringComparison.Ordinal);
    }

    [Fact]
    public void SaysWhatAProjectThatIsThereHasToHandOn()
    {
        var made = Given(build: "\"project\": \"legacy\"").Make();

        Assert.Empty(made.HandedOn);
        Assert.Contains(
            $"shop: the buildspec of legacy has to hand on {string.Join(", ", Files)}, to name STEVEDORE_HANDED_ON under env, exported-variables, "
                + $"and to end its build with `{Export(Given())}`: what deployments get is held against that.",
            made.Notes
        );
    }

    [Theory]
    [InlineData("\"action\": \"ecs\", \"approval\": true", true)]
    [InlineData("\"action\": \"ecs\"", false)]
    [InlineData("\"approval\": true", false)]
    public void SaysWhereNobodyLooks(string stage, bool isSaid) =>
        Assert.Equal(
            isSaid,
            Given(stage: stage)
                .Make()
                .Notes.Contains(
                    "shop: CodePipeline's own action deploys to prod whatever lies in the bucket when somebody approves, and a later build can replace that. "
                        + "Leave action out: EcsDeploy holds it against what the build said."
                )
        );

    private static StackCase Given(string settings = "", string build = "", string stage = "\"approval\": true") =>
        new(
            $$"""
            {
              {{settings}}
              "images": { "web": {} },
              "deploy": { "cluster": "shop", "services": [{ "service": "web", "taskDefinition": "deploy/the worker.json" }] },
              "environments": { "prod": {} },
              "pipelines": {
                "shop": {
                  "source": { "type": "codecommit", "repository": "shop" },
                  "build": { {{build}} },
                  "stages": [{ "environment": "prod", {{stage}} }]
                }
              }
            }
            """
        );

    private static string Export(StackCase given) => Assert.Single(given.Make().HandedOn).Export!;

    // What the build exports.
    private string Build(StackCase given, string[] files)
    {
        foreach (var file in files)
        {
            Write(file, file);
        }

        var run = Shell($"{Export(given)}; printf %s \"$STEVEDORE_HANDED_ON\"", "");
        Assert.Equal((0, "", 64), (run.ExitCode, run.Errors, run.Output.Length));
        return run.Output;
    }

    // What the deployment's project runs before anything of the artifact.
    private (int ExitCode, string Errors) Deploy(StackCase given, string said)
    {
        var buildspec = Template
            .Parse(given.Text("pipeline/shop.yml"))
            .Resource("DeployProdProject")!
            .Properties["Source"]
            .Map()["BuildSpec"]
            .Text()!;
        var commands = Lines("      - ", buildspec)[..2];
        var (exitCode, _, errors) = Shell(
            string.Join(" && ", commands).Replace("/tmp/handed-on", "../handed-on", StringComparison.Ordinal),
            said
        );
        return (exitCode, errors);
    }

    private IEnumerable<string> Deployed() =>
        Directory
            .EnumerateFiles(folder.File("handed-on"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder.File("handed-on"), path))
            .Order(StringComparer.Ordinal);

    private void Write(string file, string text)
    {
        var path = folder.File($"repository/{file}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private (int ExitCode, string Output, string Errors) Shell(string commands, string said)
    {
        ProcessStartInfo start = new("sh", ["-c", commands])
        {
            WorkingDirectory = folder.File("repository"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["STEVEDORE_HANDED_ON"] = said;
        using var shell = Process.Start(start)!;
        var errors = shell.StandardError.ReadToEndAsync();
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return (shell.ExitCode, output, errors.Result);
    }

    // The lines that begin so, without that.
    private static string[] Lines(string begin, string text) =>
        [.. text.Split('\n').Where(line => line.StartsWith(begin, StringComparison.Ordinal)).Select(line => line[begin.Length..])];
}
