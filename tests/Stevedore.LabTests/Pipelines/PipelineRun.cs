using System.Text.Json.Nodes;
using Stevedore.LabTests.Shipping;
using Stevedore.Terminal;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Stevedore.LabTests.Pipelines;

/// <summary>A pipeline's source without .git, as CodePipeline hands it over, run with the environment that CodeBuild gives.</summary>
public sealed class PipelineRun : IDisposable
{
    private readonly LabFixture lab;
    private readonly DirectoryInfo workspace = Directory.CreateTempSubdirectory("stevedore-pipeline-");

    public PipelineRun(LabFixture lab, string name)
    {
        this.lab = lab;
        Folder = Path.Combine(workspace.FullName, "source");
        Copy(new(Path.Combine(lab.RepositoryRoot, "tests/Stevedore.LabTests/Pipelines", name)), new(Folder));
        foreach (var line in File.ReadAllLines(Path.Combine(Folder, "codebuild.env")))
        {
            var parts = line.Split('=', 2);
            Variables[parts[0]] = parts[1];
        }

        Variables["CODEBUILD_SRC_DIR"] = Folder;
    }

    public string Folder { get; }

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>The commands of the buildspec, in all phases.</summary>
    public string[] Commands =>
        [
            .. from phase in (YamlMappingNode)Buildspec("buildspec.yml")["phases"]
            from command in (YamlSequenceNode)phase.Value["commands"]
            select command.ToString(),
        ];

    /// <summary>The lines of shell in the buildspec that people write by hand.</summary>
    public int LinesOfShellBefore =>
        ((YamlMappingNode)Buildspec("before.yml")["phases"]).Sum(phase => ((YamlSequenceNode)phase.Value["commands"]).Children.Count);

    /// <summary>Runs what the buildspec runs. Its command starts the compiled build, which is this repository's.</summary>
    public async Task<HostResult> Ship(params string[] further)
    {
        const string launcher = "bash build.sh ";
        var command = Assert.Single(Commands);
        Assert.StartsWith(launcher, command);
        var result = await lab.Run([
            "bash",
            lab.Script,
            "exec",
            "env",
            "-C",
            Folder,
            .. Variables.Select(variable => $"{variable.Key}={variable.Value}"),
            "dotnet",
            BuildHost.Program,
            .. command[launcher.Length..].Split(' '),
            .. further,
        ]);
        return HostResult.Of(result.ExitCode, result.StandardOutput, result.StandardError).Succeeds();
    }

    public string Output(string name) => File.ReadAllText(Path.Combine(Folder, "artifacts", name));

    /// <summary>The digest that release.json names for an image.</summary>
    public string Digest(string image) => (string)JsonNode.Parse(Output("release.json"))!["images"]![image]!["digest"]!;

    public void Dispose() => workspace.Delete(recursive: true);

    private YamlMappingNode Buildspec(string file)
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(Path.Combine(Folder, file));
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        to.Create();
        foreach (var file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to.FullName, file.Name));
        }

        foreach (var folder in from.EnumerateDirectories())
        {
            Copy(folder, to.CreateSubdirectory(folder.Name));
        }
    }
}
