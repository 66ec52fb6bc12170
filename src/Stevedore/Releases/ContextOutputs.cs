using System.IO.Enumeration;
using Stevedore.Planning;
using Stevedore.Source;

namespace Stevedore.Releases;

/// <summary>Finds output files of other runs in a folder that is built from, wherever in it they wrote them.</summary>
/// <param name="context">The real path of the folder.</param>
/// <param name="ignore">What docker does not read of it.</param>
/// <param name="own">The real path of this run's output folder, where only what keeps it out of git may be left.</param>
internal sealed class ContextOutputs(string context, DockerIgnore ignore, string own, GitIndex index)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    /// <summary>
    /// Their paths below the context, with slashes; a folder that holds nothing else stands for all that is in it. What git tracks is source,
    /// whatever it looks like.
    /// </summary>
    public ImmutableArray<string> Find() => [.. Walk(context).Found.Select(Below)];

    private (IEnumerable<string> Found, bool HasOthers) Walk(string folder)
    {
        var found = new List<string>();
        var entries = new FileSystemEnumerable<Entry>(folder, Entry.Of, Everything).ToArray();
        var outputs = Outputs(folder, entries);
        // Only the folders that docker reads.
        var hasOthers = entries.Length == 0;
        foreach (var (name, isFolder) in entries)
        {
            var path = Path.Combine(folder, name);
            if (outputs.Contains(name))
            {
                found.Add(path);
            }
            else if (!isFolder || name == ".git")
            {
                hasOthers = true;
            }
            else if (ignore.HasExceptions || !ignore.Excludes(Below(path)))
            {
                var (within, isMixed) = Walk(path);
                found.AddRange(within);
                hasOthers |= isMixed;
            }
        }

        return (found.Count == 0 || hasOthers || folder == context ? found : [folder], hasOthers);
    }

    private HashSet<string> Outputs(string folder, Entry[] entries)
    {
        string[] names = [.. entries.Where(entry => !entry.IsFolder && IsName(entry.Name)).Select(entry => entry.Name)];
        if (names.Length == 0)
        {
            return [];
        }

        var tracked = index.Tracked(folder, names);
        HashSet<string> ours = new(
            names.Except(tracked, StringComparer.Ordinal).Where(name => IsOwn(folder, name)),
            StringComparer.Ordinal
        );
        if (folder != own && !IsOfARun(ours))
        {
            return [];
        }

        ours.RemoveWhere(name => ignore.Excludes(Below(Path.Combine(folder, name))));
        return ours;
    }

    // One file alone may have been put where it is for the build to read.
    private static bool IsOfARun(HashSet<string> names) =>
        names.Any(name => NameOf(name) == OutputFiles.Log)
        || (names.Contains(OutputFiles.Ignore) && names.Count > 1)
        || (names.Contains(OutputFiles.Release) && names.Contains(OutputFiles.Definitions));

    private static bool IsOwn(string folder, string name) => OutputInspection.IsOwn(Path.Combine(folder, name), NameOf(name));

    private static bool IsName(string name) => NameOf(name) is OutputFiles.Ignore || OutputFiles.All.Contains(NameOf(name));

    private static string NameOf(string name) => OutputTraces.NameOfTemporary(name) ?? name;

    private string Below(string path) => Path.GetRelativePath(context, path).Replace('\\', '/');

    private readonly record struct Entry(string Name, bool IsFolder)
    {
        // Docker takes a link as it is, and reads nothing behind it.
        public static Entry Of(ref FileSystemEntry entry) =>
            new(entry.FileName.ToString(), entry.IsDirectory && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint));
    }
}
