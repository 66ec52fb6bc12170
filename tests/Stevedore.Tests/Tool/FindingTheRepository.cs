using Stevedore.Tool;
using Xunit;

namespace Stevedore.Tests.Tool;

public sealed class FindingTheRepository : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("stevedore.json")]
    [InlineData(".git")]
    public void LooksUpwards(string mark)
    {
        var inside = Directory.CreateDirectory(folder.File("src/deep")).FullName;
        File.WriteAllText(folder.File(mark), "");

        Assert.Equal(folder.Path, RepositoryRoot.Above(inside));
    }

    [Fact]
    public void TakesTheNearest()
    {
        Directory.CreateDirectory(folder.File(".git"));
        var shop = Directory.CreateDirectory(folder.File("shop")).FullName;
        File.WriteAllText(Path.Combine(shop, "stevedore.json"), "{}");

        Assert.Equal(shop, RepositoryRoot.Above(shop));
    }

    [Fact]
    public void StaysWhereThereIsNone() => Assert.Equal(folder.Path, RepositoryRoot.Above(folder.Path));

    [Theory]
    [InlineData("""<PackageReference Include="Cake.Frosting.Stevedore" Version="1.0.0" />""", true)]
    [InlineData("""<PackageReference Include="cake.frosting.stevedore" />""", true)]
    [InlineData("""<ProjectReference Include="..\src\Stevedore\Stevedore.csproj" />""", true)]
    [InlineData("""<PackageReference Include="Cake.Frosting" Version="7.0.0" />""", false)]
    [InlineData("""<ProjectReference Include="../src/Harbour/NotStevedore.csproj" />""", false)]
    [InlineData("""<None Include="Cake.Frosting.Stevedore" />""", false)]
    public void TellsABuildOfStevedoreFromOthers(string item, bool expected)
    {
        Build($"""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>{item}</ItemGroup></Project>""");

        Assert.Equal(expected, BuildProject.IsIn(folder.Path));
    }

    [Fact]
    public void ReadsWhatABuildImportsByItself()
    {
        Build("""<Project Sdk="Microsoft.NET.Sdk" />""");
        File.WriteAllText(
            folder.File("build/Directory.Build.props"),
            """<Project><ItemGroup><PackageReference Include="Cake.Frosting.Stevedore" /></ItemGroup></Project>"""
        );

        Assert.True(BuildProject.IsIn(folder.Path));
    }

    [Fact]
    public void SaysWhichFileItCannotRead()
    {
        Build("<Project>");

        Assert.Equal(
            "Cannot tell whether build/Build.csproj references Stevedore: it is not well-formed XML. Mend it, or run this tool's own tasks with --no-build-project.",
            Assert.Throws<StevedoreException>(() => BuildProject.IsIn(folder.Path)).Message
        );
    }

    [Fact]
    public void StartsALauncherOfOurs()
    {
        File.WriteAllText(folder.File("build.sh"), "state=build/obj/launcher\n");

        Assert.Equal(["/bin/bash", folder.File("build.sh")], BuildLauncher.Launcher(folder.Path, "/bin"));
    }

    /// <summary>Who knows what it does.</summary>
    [Fact]
    public void StartsNoOtherScript()
    {
        File.WriteAllText(folder.File("build.sh"), "make all\n");

        Assert.Empty(BuildLauncher.Launcher(folder.Path, "/bin"));
    }

    [Fact]
    public void MissesTheSdk() =>
        Assert.Equal(
            "Cannot run build/Build.csproj: the .NET SDK is not installed, or not on the PATH. Install it from https://dotnet.microsoft.com/download, or run this tool's own tasks with --no-build-project.",
            Assert.Throws<StevedoreException>(() => BuildLauncher.Sdk(folder.Path)).Message
        );

    private void Build(string project)
    {
        Directory.CreateDirectory(folder.File("build"));
        File.WriteAllText(folder.File("build/Build.csproj"), project);
    }
}
