using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Stevedore.Init;

/// <summary>Where a repository says which Stevedore it uses.</summary>
/// <param name="Path">With slashes, below the folder of the repository.</param>
/// <param name="Written">The version as it stands there; the package's may be in brackets, which allow no other.</param>
/// <param name="IsPackage">Whether it is the package of the build project, and not the tool of a manifest.</param>
internal sealed record Pin(string Path, string Written, bool IsPackage)
{
    private static readonly Regex Reference = new(
        @"(?<before><PackageReference\s+Include=""Cake\.Frosting\.Stevedore""\s+Version="")(?<version>[^""\[\]]*)(?="")",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>The files that may say the version of the package.</summary>
    public static ImmutableArray<string> OfThePackage { get; } =
    [BuildProject.Project, $"build/{BuildProject.CentralVersions}", BuildProject.CentralVersions];

    private static readonly string[] Central = [$"build/{BuildProject.CentralVersions}", BuildProject.CentralVersions];

    private static readonly string[] Manifests =
    [
        ".config/dotnet-tools.json",
        "dotnet-tools.json",
        "build/.config/dotnet-tools.json",
        "build/dotnet-tools.json",
    ];

    /// <summary>The version alone.</summary>
    public string Version => Written.Trim('[', ']', ' ');

    /// <summary>Whether it is one before a release.</summary>
    public bool IsPreview => Version.Contains('-', StringComparison.Ordinal);

    /// <summary>The folder in which dotnet finds it, and the SDK that runs it; empty for that of the repository.</summary>
    public string Folder => Path.StartsWith("build/", StringComparison.Ordinal) ? "build" : "";

    /// <summary>The file, from there.</summary>
    public string PathInFolder => Path[(Folder.Length == 0 ? 0 : Folder.Length + 1)..];

    /// <summary>The one that counts, that of a build project before all others; null for none.</summary>
    /// <param name="text">The text of a file of the repository; null where it is not there.</param>
    /// <exception cref="System.Xml.XmlException">The build project is none.</exception>
    public static Pin? In(Func<string, string?> text) => OfPackage(text) ?? OfTool(text);

    /// <summary>The project with the version in brackets.</summary>
    public static string Exact(string project, string version) =>
        Reference.Replace(
            project,
            match => match.Groups["version"].Value == version ? $"{match.Groups["before"].Value}[{version}]" : match.Value
        );

    private static Pin? OfTool(Func<string, string?> text) =>
        Manifests
            .Select(file => (File: file, Version: ToolPin.Version(text(file))))
            .Where(found => found.Version is not null)
            .Select(found => new Pin(found.File, found.Version!, IsPackage: false))
            .FirstOrDefault();

    private static Pin? OfPackage(Func<string, string?> text) =>
        text(BuildProject.Project) is { } project
        && Item(XDocument.Parse(project), "PackageReference") is { } reference
        && (Said(reference, "VersionOverride") ?? Said(reference, "Version") ?? CentralVersion(text)) is { } version
            ? new(BuildProject.Project, version, IsPackage: true)
            : null;

    private static string? CentralVersion(Func<string, string?> text) =>
        Central.Select(text).FirstOrDefault(props => props is not null) is { } nearest
        && Item(XDocument.Parse(nearest), "PackageVersion") is { } item
            ? Said(item, "Version")
            : null;

    private static XElement? Item(XDocument file, string kind) =>
        file.Descendants()
            .FirstOrDefault(item =>
                item.Name.LocalName == kind
                && string.Equals(item.Attribute("Include")?.Value.Trim(), BuildProject.Package, StringComparison.OrdinalIgnoreCase)
            );

    private static string? Said(XElement item, string name) =>
        (item.Attribute(name)?.Value ?? item.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value)?.Trim()
            is { Length: > 0 } said
            ? said
            : null;
}
