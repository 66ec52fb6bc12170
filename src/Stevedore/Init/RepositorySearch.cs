using Stevedore.Source;

namespace Stevedore.Init;

/// <summary>Looks through a repository for what it builds. Follows no link.</summary>
internal static class RepositorySearch
{
    // As many as a person can be asked about, and far more.
    private const int MostPaths = 100_000;
    private const int Deepest = 12;

    // Other people's code, and what builds make.
    private static readonly ImmutableHashSet<string> Passed = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "vendor",
        "node_modules",
        "bin",
        "obj",
        "artifacts",
        "bower_components",
        "__pycache__",
        "venv"
    );

    // What is written, or looked into.
    private static readonly ImmutableArray<string> Looked =
    [
        "stevedore.json",
        "stevedore.schema.json",
        "buildspec.yml",
        "buildspec.yaml",
        "buildspec.stevedore.yml",
        "global.json",
        ".config/dotnet-tools.json",
        ".gitignore",
        ".gitattributes",
        ".dockerignore",
        "build.sh",
        "build.ps1",
        "build.cmd",
        "build/Build.csproj",
        "build/Program.cs",
        "build/Directory.Build.props",
        "build/Directory.Build.targets",
        "build/Directory.Packages.props",
        "build/global.json",
        "build/.config/dotnet-tools.json",
    ];

    /// <exception cref="StevedoreException">A file that matters cannot be read.</exception>
    public static RepositoryFacts Read(string root, GitFacts git)
    {
        var paths = Paths(new(root), "", 0).Take(MostPaths).ToImmutableSortedSet(StringComparer.Ordinal);
        var dockerfiles = paths.Where(path => DockerfileNames.Is(path[(path.LastIndexOf('/') + 1)..])).ToArray();
        return new(NameOf(root, git), paths)
        {
            Dockerfiles = dockerfiles.ToImmutableSortedDictionary(path => path, path => Text(root, path) ?? "", StringComparer.Ordinal),
            Texts = Texts(root, dockerfiles),
            Branch = git.Branch,
            HasCommit = git.Commit is not null,
            IsCut = paths.Count == MostPaths,
        };
    }

    private static ImmutableDictionary<string, string> Texts(string root, string[] dockerfiles)
    {
        var texts = Looked
            .Concat(dockerfiles.Select(path => $"{path}.dockerignore"))
            .Select(path => KeyValuePair.Create(path, Text(root, path)))
            .Append(
                KeyValuePair.Create(
                    "nuget.config",
                    ((string[])["nuget.config", "NuGet.config", "NuGet.Config"])
                        .Select(name => Text(root, name))
                        .FirstOrDefault(text => text is not null)
                )
            );
        return texts
            .Where(text => text.Value is not null)
            .ToImmutableDictionary(text => text.Key, text => text.Value!, StringComparer.Ordinal);
    }

    private static string? Text(string root, string path) => WrittenFile.Text(Path.Combine(root, path));

    // By the remote, since a clone may be called anything.
    private static string NameOf(string root, GitFacts git) =>
        ImageNames.Clean(git.Url?.Split('/')[^1] ?? "") is { Length: > 0 } name ? name
        : ImageNames.Clean(Path.GetFileName(Path.TrimEndingDirectorySeparator(root))) is { Length: > 0 } folder ? folder
        : "app";

    private static IEnumerable<string> Paths(DirectoryInfo folder, string above, int depth)
    {
        EnumerationOptions options = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var entry in folder.EnumerateFileSystemInfos("*", options).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            // A name that is no UTF-8 cannot be opened by .NET, nor written into settings.
            if (entry.Name.Contains('\uFFFD', StringComparison.Ordinal))
            {
                continue;
            }

            if (entry is not DirectoryInfo inner)
            {
                yield return above + entry.Name;
            }
            else if (depth < Deepest && !entry.Name.StartsWith('.') && !Passed.Contains(entry.Name))
            {
                foreach (var path in Paths(inner, $"{above}{entry.Name}/", depth + 1))
                {
                    yield return path;
                }
            }
        }
    }
}
