using System.Xml;
using System.Xml.Linq;

namespace Stevedore.Tool;

/// <summary>The build of a repository, where it is one of Stevedore's: its tasks and its settings in C# must not be lost.</summary>
internal static class BuildProject
{
    public const string File = Init.BuildProject.Project;

    // Those that MSBuild imports by itself.
    private static readonly string[] Files =
    [
        File,
        "build/Directory.Build.props",
        "build/Directory.Build.targets",
        "Directory.Build.props",
        "Directory.Build.targets",
    ];

    /// <summary>Whether there is a build that references Stevedore. Any other is none of ours.</summary>
    /// <exception cref="StevedoreException">One of its files cannot be read.</exception>
    public static bool IsIn(string repository) =>
        System.IO.File.Exists(Path.Combine(repository, File))
        && Files.Where(file => System.IO.File.Exists(Path.Combine(repository, file))).Any(file => References(repository, file));

    private static bool References(string repository, string file)
    {
        try
        {
            return WrittenFile.Text(Path.Combine(repository, file)) is { } text && Init.BuildProject.References(XDocument.Parse(text));
        }
        catch (XmlException cause)
        {
            throw new StevedoreException(
                $"Cannot tell whether {file} references Stevedore",
                "it is not well-formed XML",
                $"Mend it, or run this tool's own tasks with --{CommonArguments.NoBuildProject}.",
                cause
            );
        }
    }
}
