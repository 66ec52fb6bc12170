using System.Xml;
using System.Xml.Linq;

namespace Stevedore.Init;

/// <summary>A build project of one's own, with what starts it.</summary>
internal static class BuildProject
{
    /// <summary>The project.</summary>
    public const string Project = "build/Build.csproj";

    /// <summary>The package that it references.</summary>
    public const string Package = "Cake.Frosting.Stevedore";

    /// <summary>Where the versions of packages may stand.</summary>
    public const string CentralVersions = "Directory.Packages.props";

    private const string Program = """
        using Cake.Frosting;
        using Stevedore;

        return new CakeHost().UseStevedore().Run(args);

        """;

    private const string StopsInheritance = """
        <!-- What the repository says for its own projects ends here. -->
        <Project>
        </Project>

        """;

    /// <summary>Whether the repository has one that uses Stevedore.</summary>
    /// <param name="project">Its text; null for none.</param>
    public static bool Is(string? project)
    {
        try
        {
            return project is not null && References(XDocument.Parse(project));
        }
        catch (XmlException)
        {
            // What cannot be compiled is not taken for one that ships.
            return false;
        }
    }

    /// <summary>Whether a project, or a file that it imports, references Stevedore: its package or its project.</summary>
    public static bool References(XDocument file) =>
        file.Descendants()
            .Any(item =>
                item.Name.LocalName switch
                {
                    "PackageReference" or "GlobalPackageReference" => Includes(item).Any(name => Same(name, Package)),
                    "ProjectReference" => Includes(item).Any(path => Same(path.Split('/', '\\')[^1], "Stevedore.csproj")),
                    _ => false,
                }
            );

    private static IEnumerable<string> Includes(XElement item) =>
        (item.Attribute("Include")?.Value ?? "").Split(';', StringSplitOptions.TrimEntries);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Its files.</summary>
    /// <param name="version">The version of the package.</param>
    /// <param name="resource">The text of a launcher.</param>
    public static IEnumerable<InitFile> Files(RepositoryFacts facts, string version, Func<string, string> resource)
    {
        yield return new(Project, Text(version));
        yield return new("build/Program.cs", Program);
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", CentralVersions])
        {
            yield return new($"build/{name}", StopsInheritance);
        }

        yield return new(ToolPin.FolderOf(facts).Length > 0 ? "build/global.json" : "global.json", ToolPin.GlobalJson);
        yield return new("build.sh", resource("build.sh")) { IsProgram = true };
        yield return new("build.ps1", resource("build.ps1"));
        yield return new("build.cmd", resource("build.cmd"));
        yield return AddedLines.In(facts, ".gitattributes", "*.sh text eol=lf");
    }

    /// <summary>Whether a file of the repository is part of the build.</summary>
    public static bool Needs(string path) =>
        path.StartsWith("build/", StringComparison.Ordinal)
        || path is "build.sh" or "build.ps1" or "build.cmd" or "global.json" or ".gitattributes";

    private static string Text(string version) =>
        $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>

              <ItemGroup>
                <PackageReference Include="Cake.Frosting.Stevedore" Version="[{version}]" />
              </ItemGroup>
            </Project>

            """;
}
