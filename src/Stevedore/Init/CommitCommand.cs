using Stevedore.Source;

namespace Stevedore.Init;

/// <summary>The command that commits what was written.</summary>
internal static class CommitCommand
{
    private const string Message = "\"Ship with Stevedore\"";

    /// <summary>Null where there is nothing to commit.</summary>
    /// <param name="files">What the repository needs to ship.</param>
    /// <param name="entries">What <c>git status --porcelain -z --untracked-files=all --ignored=matching</c> lists, below the folder of the run.</param>
    public static string? Of(
        ImmutableArray<InitFile> files,
        IEnumerable<string> others,
        bool hasCommit,
        ImmutableArray<StatusEntry> entries
    )
    {
        var changed = files.Where(file => entries.Any(entry => entry.Holds(file.Path))).ToArray();
        var paths = changed
            .Select(file => file.Path)
            .Concat(others.Where(path => entries.Any(entry => entry.Holds(path))))
            .Distinct()
            .ToArray();
        var ignored = paths.Where(path => entries.Any(entry => entry.IsIgnored && entry.Holds(path))).ToArray();
        var programs = changed.Where(file => file.IsProgram).Select(file => file.Path).ToArray();
        if (paths.Length == 0 && hasCommit)
        {
            return null;
        }

        // Git takes some names for patterns.
        var git = paths.Any(path => path.AsSpan().ContainsAny(":*?[\\")) ? "git --literal-pathspecs" : "git";
        ImmutableArray<string> steps =
        [
            .. ignored.Length > 0 ? (string[])[$"{git} add --force -- {Words(ignored)}"] : [],
            // Without a commit, what the images are built from is in none either.
            hasCommit ? $"{git} add -- {Words([.. paths.Except(ignored)])}" : "git add --all",
            .. programs.Length > 0 ? (string[])[$"{git} add --chmod=+x -- {Words(programs)}"] : [],
            hasCommit && entries.Any(entry => entry.IsStaged && !paths.Any(entry.Holds))
                // What else was staged is of another commit.
                ? $"{git} commit -m {Message} -- {Words(paths)}"
                : $"git commit -m {Message}",
        ];
        return string.Join(" && ", steps.Where(step => !step.EndsWith("-- ", StringComparison.Ordinal)));
    }

    private static string Words(string[] paths) => string.Join(' ', paths.Select(ShellWord.Of));
}

/// <summary>A file or folder that differs from the commit.</summary>
/// <param name="Path">With slashes; a folder ends with one.</param>
/// <param name="IsIgnored">Whether git ignores it.</param>
/// <param name="IsStaged">Whether the next commit has it by itself.</param>
internal sealed record StatusEntry(string Path, bool IsIgnored, bool IsStaged)
{
    public bool Holds(string path) => path == Path || (Path.EndsWith('/') && path.StartsWith(Path, StringComparison.Ordinal));

    /// <param name="lines">What git printed, divided by zeros.</param>
    /// <param name="prefix">The folder of the run below git's root, with a slash at its end; empty for the root.</param>
    public static ImmutableArray<StatusEntry> Parse(IEnumerable<string> lines, string prefix) =>
        [
            .. lines
                .Where(line => line.Length > 3 && line[2] == ' ')
                .Select(line => (Index: line[0], Path: line[3..]))
                .Where(entry =>
                    entry.Path.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(entry.Path, StringComparison.Ordinal)
                )
                .Select(entry => new StatusEntry(
                    entry.Path.Length >= prefix.Length ? entry.Path[prefix.Length..] : "",
                    entry.Index == '!',
                    entry.Index is not (' ' or '!' or '?')
                )),
        ];
}
