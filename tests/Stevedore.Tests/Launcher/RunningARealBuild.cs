using Xunit;

namespace Stevedore.Tests.Launcher;

/// <summary>The real SDK under build.sh: what the stand-in of the other cases takes for granted.</summary>
public abstract class RunningARealBuild : LaunchedTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <UseAppHost>false</UseAppHost>
          </PropertyGroup>
        </Project>
        """;

    private protected RunningARealBuild(Shell shell)
        : base(shell)
    {
        Repository.RemoveSdk();
        Repository.Variables["DOTNET_ROOT"] = LaunchedRepository.RealDotnetRoot;
        foreach (var name in (string[])["NUGET_PACKAGES", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "SSL_CERT_FILE"])
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                Repository.Variables[name] = value;
            }
        }

        Repository.Write("build/Build.csproj", Project);
        Repository.Write(
            "build/Program.cs",
            """
            Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(args));
            Console.WriteLine(Environment.CurrentDirectory);
            return 7;
            """
        );
    }

    [Fact]
    public async Task CompilesAfterChangesAndPassesEverythingOn()
    {
        var cold = await Repository.Run("a b", "", "*");
        var warm = await Repository.Run("a b", "", "*");

        Assert.Equal(new Launch(7, $"[\"a b\",\"\",\"*\"]\n{Repository.Root}\n", ""), cold with { Error = "" });
        Assert.Matches(@"\ACompiling the build host … [0-9]+[.,][0-9] s\n\z", cold.Error);
        Assert.Equal(new Launch(7, cold.Output, ""), warm);

        Repository.Write("build/Program.cs", "return 8;");
        var changed = await Repository.Run();

        Assert.Equal((8, ""), (changed.ExitCode, changed.Output));
    }

    [Fact]
    public async Task FollowsWhatOnlyTheCompilerKnows()
    {
        Repository.Write("library/library.csproj", Project.Replace("<OutputType>Exe</OutputType>", "", StringComparison.Ordinal));
        Repository.Write("library/in/One.cs", "public sealed class One;");
        Repository.Write("shared/in/Two.cs", "public sealed class Two;");
        Repository.Write("app/Three.cs", "public sealed class Three;");
        Repository.Write("imported/some.props", "<Project><PropertyGroup><Library>../library</Library></PropertyGroup></Project>");
        Repository.Write(
            "build/Build.csproj",
            Project.Replace(
                "</Project>",
                """
                  <PropertyGroup><Folder>../imported</Folder></PropertyGroup>
                  <Import Project="$(Folder)/some.props" />
                  <ItemGroup>
                    <ProjectReference Include="$(Library)/library.csproj" />
                    <Compile Include="$(Library)/../shared/**/*.cs;$(Library)/../app/Three.cs" />
                  </ItemGroup>
                </Project>
                """,
                StringComparison.Ordinal
            )
        );

        await Repository.Run();

        var roots = (await File.ReadAllLinesAsync(Repository.Roots, TestContext.Current.CancellationToken))
            .Select(root => root.Replace("./", "", StringComparison.Ordinal).TrimEnd('/'))
            .ToArray();
        Assert.Superset(new HashSet<string>(["build", "library", "shared", "app/*.cs", "imported/some.props"]), new HashSet<string>(roots));
        Assert.DoesNotContain("app", roots);
        Assert.All(roots, root => Assert.False(Path.IsPathRooted(root), root));
    }

    [Fact]
    public async Task ShowsTheErrorsOfTheCompiler()
    {
        Repository.Write("build/Program.cs", "return missing;");

        var launch = await Repository.Run();

        Assert.Equal((1, ""), (launch.ExitCode, launch.Output));
        Assert.Contains(
            $"{Repository.Root}/build/Program.cs(1,8): error CS0103: The name 'missing' does not exist in the current context",
            launch.Error,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(Repository.Stamp));
    }
}

/// <inheritdoc/>
public sealed class RunningARealBuildWithBash : RunningARealBuild
{
    public RunningARealBuildWithBash()
        : base(Shell.Bash) { }
}

/// <inheritdoc/>
[Trait("Shell", "PowerShell")]
public sealed class RunningARealBuildWithPowerShellFile : RunningARealBuild
{
    public RunningARealBuildWithPowerShellFile()
        : base(Shell.PowerShellFile) { }
}
