using System.ComponentModel;
using Cake.Core.IO;
using Path = System.IO.Path;

namespace Stevedore.Source;

/// <summary>Asks git which files it tracks, whether they are there or not.</summary>
/// <param name="processes">Starts git.</param>
internal sealed class GitIndex(IProcessRunner processes)
{
    /// <summary>Those of some files that git tracks; none where there is no repository, or one that git cannot read.</summary>
    /// <param name="folder">The folder that they are in, which need not be there. A real path.</param>
    /// <param name="names">Their names.</param>
    public ImmutableArray<string> Tracked(string folder, IEnumerable<string> names)
    {
        var above = Above(folder);
        return
        [
            .. Ask(above, names.Select(name => Path.Combine(folder, name)))
                .Select(path => Path.GetFileName(path))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>All that git tracks in a folder and below it, by paths that start there, with slashes; none where there is no repository, or one that git cannot read.</summary>
    /// <param name="folder">The folder, which need not be there. A real path.</param>
    public ImmutableArray<string> TrackedBelow(string folder)
    {
        var above = Above(folder);
        return [.. Ask(above, [folder]).Select(path => Path.GetRelativePath(folder, Path.Combine(above, path)).Replace('\\', '/'))];
    }

    private static string Above(string folder)
    {
        var above = folder;
        while (!Directory.Exists(above) && Path.GetDirectoryName(above) is { } parent)
        {
            above = parent;
        }

        return above;
    }

    private string[] Ask(string above, IEnumerable<string> files)
    {
        if (GitReader.RootAbove(above) is null)
        {
            return [];
        }

        var paths = files.Select(file => Path.GetRelativePath(above, file).Replace('\\', '/'));
        try
        {
            using var tracked = GitCommand.Start(processes, above, ["--literal-pathspecs", "ls-files", "-z", "--", .. paths]);
            var answer = tracked.Finish();
            return answer.Succeeded ? answer.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries) : [];
        }
        catch (Win32Exception)
        {
            // There is no git.
            return [];
        }
    }
}
