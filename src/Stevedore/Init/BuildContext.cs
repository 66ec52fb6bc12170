namespace Stevedore.Init;

/// <summary>Finds the folder that a Dockerfile was written for: the nearest one, from its own up, that holds what it copies.</summary>
internal static class BuildContext
{
    /// <summary>The folder, <c>.</c> for that of the repository.</summary>
    public static string Of(string dockerfile, string text, RepositoryFacts facts)
    {
        var copied = CopiedFiles.Of(text);
        var own = FolderOf(dockerfile);
        var found = Upwards(own).FirstOrDefault(folder => copied.All(source => Holds(folder, source, facts))) ?? own;
        return found.Length == 0 ? "." : found;
    }

    /// <summary>The folder of a file; empty for that of the repository.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    /// <summary>A file as a context names it.</summary>
    public static string Relative(string context, string path) =>
        context == "." ? path
        : path.StartsWith($"{context}/", StringComparison.Ordinal) ? path[(context.Length + 1)..]
        : $"{string.Concat(Enumerable.Repeat("../", context.Split('/').Length))}{path}";

    private static IEnumerable<string> Upwards(string folder)
    {
        for (var current = folder; current.Length > 0; current = FolderOf(current))
        {
            yield return current;
        }

        yield return "";
    }

    // All of a folder is only meant where there is something in it to build.
    private static bool Holds(string folder, string source, RepositoryFacts facts)
    {
        var place = string.Join('/', ((string[])[folder, source]).Where(part => part.Length > 0));
        return source.Length > 0
            ? facts.Paths.Contains(place) || facts.Paths.Any(path => path.StartsWith($"{place}/", StringComparison.Ordinal))
            : facts.Paths.Any(path =>
                (folder.Length == 0 || path.StartsWith($"{folder}/", StringComparison.Ordinal)) && !facts.Dockerfiles.ContainsKey(path)
            );
    }
}
