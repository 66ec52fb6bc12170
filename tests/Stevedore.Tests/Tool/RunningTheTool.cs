using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Stevedore.Tests.Tool;

/// <summary>The tool as a process of its own.</summary>
public sealed class RunningTheTool : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public RunningTheTool()
    {
        File.WriteAllText(folder.File("Dockerfile"), "FROM scratch\n");
        File.WriteAllText(
            folder.File("stevedore.json"),
            """{ "platforms": ["linux/arm64"], "tags": ["v1"], "images": { "web": { "context": "." } }, "registries": { "ecr": { "type": "ecr", "account": "123456789012", "region": "eu-central-1" } } }"""
        );
        Directory.CreateDirectory(folder.File("src"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void PlansFromASubfolder()
    {
        var run = Run("src", "plan", "--json");

        Assert.Equal(0, run.ExitCode);
        using var plan = JsonDocument.Parse(run.Output);
        Assert.Equal("linux/arm64", plan.RootElement.GetProperty("images").GetProperty("web").GetProperty("platforms")[0].GetString());
    }

    [Fact]
    public void EndsWith1AndSaysWhatWasMeant()
    {
        var run = Run("src", "plna");

        Assert.Equal(
            (
                1,
                "",
                "Error: Cannot run 'plna': there is no such verb or target. Did you mean `stevedore plan`? `stevedore --help` lists all."
            ),
            (run.ExitCode, run.Output, run.Errors.TrimEnd())
        );
    }

    [Fact]
    public void HandsOverToTheBuildWithItsExitCode()
    {
        Build();

        var run = Run("src", "plan", "--json");

        Assert.Equal((3, $"{folder.Path}: --target=ShipPlan --json\n"), (run.ExitCode, run.Output));
    }

    /// <summary>What the compiler says of a build goes where nobody reads JSON.</summary>
    [Fact]
    public void CompilesABuildWithoutALauncher()
    {
        const string project = """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="Cake.Frosting.Stevedore" Condition="false" /></ItemGroup>
            </Project>
            """;
        Directory.CreateDirectory(folder.File("build"));
        File.WriteAllText(folder.File("build/Build.csproj"), project);
        File.WriteAllText(
            folder.File("build/Program.cs"),
            "#warning careful\nSystem.Console.WriteLine(string.Join(' ', args));\nreturn 3;\n"
        );

        var run = Run("src", "plan", "--json");

        Assert.Equal((3, "--target=ShipPlan --json\n"), (run.ExitCode, run.Output));
        Assert.Contains("build/Program.cs(1,10): warning CS1030: #warning: 'careful'", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void LeavesTheBuildOutLoudly()
    {
        Build();

        var run = Run("src", "plan", "--json", "--no-build-project");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(
            "Warning: build/Build.csproj is left out, as --no-build-project asks: its tasks do not run, and its settings in C# do not count.",
            run.Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void NeverRunsABuildOfOthers()
    {
        Build("Cake.Frosting");

        Assert.Equal(0, Run("src", "plan", "--json").ExitCode);
    }

    private void Build(string package = "Cake.Frosting.Stevedore")
    {
        Directory.CreateDirectory(folder.File("build"));
        File.WriteAllText(
            folder.File("build/Build.csproj"),
            $"""<Project><ItemGroup><PackageReference Include="{package}" /></ItemGroup></Project>"""
        );
        // What tells it as ours is in the comment.
        File.WriteAllText(folder.File("build.sh"), "# build/obj/launcher\necho \"$PWD: $*\"\nexit 3\n");
    }

    private (int ExitCode, string Output, string Errors) Run(string subfolder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Stevedore.Tool.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.File(subfolder),
        };
        start.Environment.Remove("CODEBUILD_BUILD_ID");
        using var tool = Process.Start(start)!;
        var errors = tool.StandardError.ReadToEndAsync();
        var output = tool.StandardOutput.ReadToEnd();
        tool.WaitForExit();
        return (tool.ExitCode, output, errors.Result);
    }
}
