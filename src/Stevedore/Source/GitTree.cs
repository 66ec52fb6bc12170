using System.ComponentModel;
using Cake.Core.IO;
using Stevedore.Runs;
using Path = System.IO.Path;

namespace Stevedore.Source;

/// <summary>Tells which folders the commit that is built says all of.</summary>
/// <param name="processes">Starts git.</param>
/// <param name="git">What git says of the commit; null where there is no repository.</param>
internal sealed class GitTree(IProcessRunner processes, GitFacts? git, SourceFolders folders)
{
    private const string Submodule = "160000";
    private readonly string? root = folders.GitRoot ?? Above(folders.Folder);

    /// <summary>What is to know of a folder; null for one whose content the commit says.</summary>
    /// <param name="path">From the folder of the run.</param>
    public ForeignFolder? Foreign(string path)
    {
        var real = RealPath.Of(Path.Combine(folders.Folder, path));
        var folder = Directory.Exists(real) ? real : Path.GetDirectoryName(real)!;
        return Tree(folder) is { } tree ? Of(path, folder, tree) : Outside(path, folder);
    }

    private ForeignFolder? Of(string path, string folder, string tree)
    {
        // A submodule is at the commit that the tree around it says, and so on outwards.
        for (var inner = tree; inner != root; )
        {
            var outer = Path.GetDirectoryName(inner) is { } parent ? Tree(parent) : null;
            var said = outer is null ? null : Said(outer, inner);
            var head = Answer(inner, "rev-parse", "HEAD")?[0];
            if (said is null && !IsUnreadSubmodule(inner))
            {
                return new(path, $"which is of another repository, {inner} at {head ?? "no commit"}", IsOfAnotherSource: true);
            }

            if (said != head)
            {
                return Moved(path, inner, head);
            }

            inner = outer!;
        }

        return
            git
                ?.MovedSubmodules.Select(module => RealPath.Of(Path.Combine(git.Root, module)))
                .FirstOrDefault(module => RealPath.IsIn(module, folder))
                is { } moved
            ? Moved(path, moved, Answer(moved, "rev-parse", "HEAD")?[0])
            : null;
    }

    private static ForeignFolder Moved(string path, string module, string? head) =>
        new(path, $"where the submodule {module} is at {head ?? "no commit"} and not where HEAD says", IsOfAnotherSource: true);

    private ForeignFolder? Outside(string path, string folder)
    {
        var source = folders.Around(folder);
        return source is not null && source != folders.Around(folders.Folder)
                ? new(path, $"which is of another source of this build, {source}", IsOfAnotherSource: true)
            : RealPath.IsIn(folder, source ?? root ?? folders.Folder) ? null
            : new(path, $"which is {folder}, outside the repository", IsOfAnotherSource: false);
    }

    // Null where there is none around a folder. What only looks like a repository is part of what is around it.
    private string? Tree(string folder)
    {
        var found = Above(folder);
        while (found is not null && found != root && Path.GetDirectoryName(found) is { } parent && IsNone(found))
        {
            found = Above(parent);
        }

        return found;
    }

    private bool IsNone(string tree) =>
        Answer(tree, "rev-parse", "--show-toplevel") is { } top
            ? RealPath.Of(string.Join('\n', top)) != tree
            : !HasContent(Path.Combine(tree, ".git"));

    // Where git may not read a repository of another user, it says nothing of its submodules either: they are then taken for what CodeBuild has fetched.
    private bool IsUnreadSubmodule(string tree) =>
        git?.Refusal is not null
        && Path.Combine(tree, ".git") is var link
        && File.Exists(link)
        && File.ReadAllText(link).Contains("/modules/", StringComparison.Ordinal);

    // The commit of a submodule by the HEAD of the tree around it; null when it is none there.
    private string? Said(string outer, string inner)
    {
        var path = Path.GetRelativePath(outer, inner).Replace('\\', '/');
        return
            Answer(outer, "--literal-pathspecs", "ls-tree", "-z", "HEAD", "--", path) is [var entry, ..]
            && entry.Split(' ', '\t') is [Submodule, "commit", var commit, ..]
            ? commit
            : null;
    }

    private static bool HasContent(string place) =>
        File.Exists(place) ? new FileInfo(place).Length > 0 : Directory.EnumerateFileSystemEntries(place).Any();

    // Null when git gives none.
    private ImmutableArray<string>? Answer(string folder, params ReadOnlySpan<string> arguments)
    {
        try
        {
            using var asked = GitCommand.Start(processes, folder, arguments);
            return asked.Finish() is { Succeeded: true, Lines: [_, ..] lines } ? lines : null;
        }
        catch (Win32Exception)
        {
            // There is no git.
            return null;
        }
    }

    private static string? Above(string folder) => GitReader.RootAbove(folder) is { } found ? RealPath.Of(found) : null;
}

/// <summary>A folder that a build reads and that is no part of the tree of the commit.</summary>
/// <param name="Path">As the settings name it.</param>
/// <param name="Where">Where it is, or what it is, in words.</param>
/// <param name="IsOfAnotherSource">
/// Whether it is of another repository, or of another source of the build: it changes when this commit does not, and no step of the build wrote it.
/// </param>
internal sealed record ForeignFolder(string Path, string Where, bool IsOfAnotherSource)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}, {Where}";
}
