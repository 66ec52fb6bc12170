using Stevedore.Runs;

namespace Stevedore.Source;

/// <summary>The folders that tell which source of a CodeBuild build is here, every link in them resolved.</summary>
/// <param name="Folder">Where the run is.</param>
/// <param name="GitRoot">The working tree around it; null where there is no repository.</param>
/// <param name="Primary">CODEBUILD_SRC_DIR; null where it is not set.</param>
/// <param name="Secondary">Each CODEBUILD_SRC_DIR_…, in the order of their names.</param>
internal sealed record SourceFolders(string Folder, string? GitRoot, string? Primary, ImmutableArray<SecondarySource> Secondary)
{
    private const string PrimaryVariable = "CODEBUILD_SRC_DIR";
    private const string SecondaryVariable = PrimaryVariable + "_";

    /// <summary>Resolves the folders that git and the environment name.</summary>
    public static SourceFolders Read(string folder, GitFacts? git, IReadOnlyDictionary<string, string> environment)
    {
        var variables = new Variables(environment);
        return new(
            RealPath.Of(folder),
            git is null ? null : RealPath.Of(git.Root),
            variables[PrimaryVariable] is { } primary ? RealPath.Of(primary) : null,
            [
                .. environment
                    .Keys.Where(name => name.StartsWith(SecondaryVariable, StringComparison.Ordinal) && environment[name].Length > 0)
                    .Order(StringComparer.Ordinal)
                    .Select(name => new SecondarySource(name[PrimaryVariable.Length..], RealPath.Of(environment[name]))),
            ]
        );
    }

    /// <summary>
    /// What stands behind the names of the variables that CodeBuild sets about this source: nothing for the primary one, <c>_id</c> for a secondary
    /// one; null where none of them is about it.
    /// </summary>
    internal string? VariableSuffix => GitRoot is null ? Suffix(folder => IsWithin(Folder, folder)) : Suffix(folder => folder == GitRoot);

    /// <summary>The source of the build that a folder is of: the inner one, where one lies within another; null for none.</summary>
    internal string? Around(string folder) =>
        Secondary
            .Select(source => source.Folder)
            .Append(Primary)
            .OfType<string>()
            .Where(source => IsWithin(folder, source))
            .MaxBy(source => source.Length);

    // A source may lie within another one: what is there is of the inner one.
    private string? Suffix(Func<string, bool> isHere) =>
        Secondary
            .Prepend(new("", Primary ?? ""))
            .Where(source => source.Folder.Length > 0 && isHere(source.Folder))
            .OrderByDescending(source => source.Folder.Length)
            .Select(source => source.Suffix)
            .FirstOrDefault()
        ?? (Primary is null ? "" : null);

    private static bool IsWithin(string folder, string outer) =>
        folder == outer
        || folder.StartsWith(Path.EndsInDirectorySeparator(outer) ? outer : outer + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

/// <summary>A source of a CodeBuild build beside the primary one.</summary>
/// <param name="Suffix">What its variables have behind their names, such as <c>_BaseImage</c>.</param>
/// <param name="Folder">Where it is, every link resolved.</param>
internal sealed record SecondarySource(string Suffix, string Folder);
