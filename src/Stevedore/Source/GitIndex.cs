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
        var above = folder;
        while (!Directory.Exists(above) && Path.GetDirectoryName(above) is { } parent)
        {
            above = parent;
        }

        if (GitReader.RootAbove(above) is null)
        {
            return [];
        }

        var paths = names.Select(name => Path.GetRelativePath(above, Path.Combine(folder, name)).Replace('\\', '/'));
        try
        {
            using var files = GitCommand.Start(processes, above, ["--literal-pathspecs", "ls-files", "-z", "--", .. paths]);
            var answer = files.Finish();
            return answer.Succeeded
                ?
                [
                    .. answer
                        .Text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                        .Select(path => Path.GetFileName(path))
                        .Distinct(StringComparer.Ordinal),
                ]
                : [];
        }
        catch (Win32Exception)
        {
            // There is no git.
            return [];
        }
    }
}
