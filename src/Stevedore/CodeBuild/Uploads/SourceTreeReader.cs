using System.ComponentModel;
using System.Text;
using Cake.Core.IO;
using Stevedore.Source;
using Path = System.IO.Path;

namespace Stevedore.CodeBuild.Uploads;

/// <summary>Asks git and the disk what a working tree has.</summary>
/// <param name="processes">Starts git.</param>
internal sealed class SourceTreeReader(IProcessRunner processes)
{
    private const string SubmoduleMode = "160000";

    // https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
    private static readonly byte[] PointerHead = Encoding.ASCII.GetBytes("version https://git-lfs.github.com/spec/v1");

    private readonly List<SourceFile> files = [];
    private readonly List<string> missing = [];
    private readonly List<string> foreign = [];
    private readonly List<string> pointers = [];
    private readonly List<string> deleted = [];
    private readonly Dictionary<string, bool> links = new(StringComparer.Ordinal);
    private int leftOut;

    /// <param name="include">What is asked for of what git ignores, as git's own patterns.</param>
    /// <exception cref="StevedoreException">Git or the disk does not say it.</exception>
    public SourceTree Read(string root, ImmutableArray<string> include)
    {
        Read(root, "", include);
        return new(root, [.. files.DistinctBy(file => file.Path).OrderBy(file => file.Path, StringComparer.Ordinal)])
        {
            MissingSubmodules = [.. missing],
            ForeignRepositories = [.. foreign],
            LeftOutBySparse = leftOut,
            Pointers = [.. pointers],
            Deleted = [.. deleted],
        };
    }

    private void Read(string root, string prefix, ImmutableArray<string> include)
    {
        var folder = Path.Combine(root, prefix);
        foreach (var entry in Ask(folder, "ls-files", "-z", "-t", "--stage"))
        {
            // H 100755 <blob> 0<tab>path
            var tab = entry.IndexOf('\t', StringComparison.Ordinal);
            if (tab < 0 || entry[..tab].Split(' ') is not [var tag, var mode, ..])
            {
                continue;
            }

            var path = prefix + entry[(tab + 1)..];
            if (mode == SubmoduleMode)
            {
                ReadSubmodule(root, path);
            }
            else if (!Add(root, path, SourceFileState.Tracked, mode))
            {
                if (tag == "S")
                {
                    leftOut++;
                }
                else
                {
                    deleted.Add(path);
                }
            }
        }

        AddOthers(root, prefix, Ask(folder, "ls-files", "-z", "--others", "--exclude-standard"), SourceFileState.Untracked);
        if (prefix.Length == 0 && !include.IsEmpty)
        {
            AddOthers(
                root,
                prefix,
                Ask(folder, ["ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", .. include]),
                SourceFileState.Ignored
            );
        }

        pointers.AddRange(
            Ask(folder, "ls-files", "-z", "--", ":(attr:filter=lfs)").Select(path => prefix + path).Where(path => IsPointer(root, path))
        );
    }

    private void ReadSubmodule(string root, string path)
    {
        if (!IsBehindLink(root, $"{path}/") && Path.Exists(Path.Combine(root, path, ".git")))
        {
            Read(root, $"{path}/", []);
        }
        else
        {
            missing.Add(path);
        }
    }

    private void AddOthers(string root, string prefix, IEnumerable<string> paths, SourceFileState state)
    {
        foreach (var path in paths.Select(path => prefix + path))
        {
            // Git names a repository of its own alone, with a slash.
            if (path.EndsWith('/'))
            {
                foreign.Add(path);
            }
            else
            {
                Add(root, path, state, mode: null);
            }
        }
    }

    /// <returns>Whether it is there.</returns>
    private bool Add(string root, string path, SourceFileState state, string? mode)
    {
        if (IsBehindLink(root, path))
        {
            return false;
        }

        var info = new FileInfo(Path.Combine(root, path));
        if (info.LinkTarget is { } target)
        {
            files.Add(new(path, state, false, Encoding.UTF8.GetByteCount(target), target));
            return true;
        }

        if (!info.Exists)
        {
            // Git's names are bytes, and what is no UTF-8 cannot be named here: it would be left out, and nobody told.
            return !path.Contains('\uFFFD', StringComparison.Ordinal)
                ? false
                : throw new StevedoreException(
                    $"Cannot upload {OutsideText.Line(path)}",
                    "its name is not UTF-8",
                    "Rename it, or let .gitignore name it where git does not track it."
                );
        }

        if (!FileKind.IsRegular(info))
        {
            throw new StevedoreException(
                $"Cannot upload {OutsideText.Line(path)}",
                "it is a pipe, a socket or a device, and no file",
                "Remove it, or put a file in its place."
            );
        }

        // Windows has no such mode: there git's index says it.
        var isExecutable = OperatingSystem.IsWindows() ? mode == "100755" : info.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
        files.Add(new(path, state, isExecutable, info.Length));
        return true;
    }

    // What a link leads to is no file of the tree: to git, one that it tracks there is deleted.
    private bool IsBehindLink(string root, string path)
    {
        var slash = path.LastIndexOf('/');
        if (slash < 0)
        {
            return false;
        }

        var folder = path[..slash];
        if (!links.TryGetValue(folder, out var isLink))
        {
            isLink = IsBehindLink(root, folder) || new DirectoryInfo(Path.Combine(root, folder)).LinkTarget is not null;
            links[folder] = isLink;
        }

        return isLink;
    }

    private bool IsPointer(string root, string path)
    {
        var info = new FileInfo(Path.Combine(root, path));
        if (IsBehindLink(root, path) || !info.Exists || info.LinkTarget is not null || info.Length is < 40 or > 1024)
        {
            return false;
        }

        var head = new byte[PointerHead.Length];
        using var file = info.OpenRead();
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.AsSpan().SequenceEqual(PointerHead);
    }

    private string[] Ask(string folder, params string[] arguments)
    {
        GitAnswer answer;
        try
        {
            using var git = GitCommand.Start(processes, folder, arguments);
            answer = git.Finish();
        }
        catch (Win32Exception cause)
        {
            throw new StevedoreException("Cannot read the working tree", "git could not be started", "Install git.", cause);
        }

        return answer.Succeeded
            ? answer.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            : throw new StevedoreException(
                "Cannot read the working tree",
                $"git says: {OutsideText.Line(answer.Error)}",
                "Look at `git status` there."
            );
    }
}
