using System.ComponentModel;
using Cake.Core.IO;
using Stevedore.Runs;
using Path = System.IO.Path;

namespace Stevedore.Source;

/// <summary>Asks git, once, what is checked out.</summary>
/// <param name="processes">Starts git.</param>
/// <param name="hasHome">Whether there is a home folder, where git keeps which repositories a user trusts.</param>
/// <param name="limits">How long git may take; null for what suits large trees.</param>
internal sealed class GitReader(IProcessRunner processes, bool hasHome = true, ProcessLimits? limits = null)
{
    /// <summary>What the repository around <paramref name="folder"/> says; null where there is none.</summary>
    /// <remarks>A repository that git cannot read is no error here: <see cref="GitFacts.Refusal"/> says why, and matters to whom nothing else says what git would have.</remarks>
    public GitFacts? Read(DirectoryPath folder)
    {
        // Looking first spares folders without a repository four processes, and lets git be missing there.
        if (RootAbove(folder.FullPath) is not { } root)
        {
            return null;
        }

        try
        {
            return Ask(folder, root);
        }
        catch (Win32Exception error)
        {
            return GitFacts.Unreadable(root, GitFault.NotInstalled(error));
        }
    }

    // In a worktree and in a submodule .git is a file.
    internal static string? RootAbove(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (Path.Exists(Path.Combine(current.FullName, ".git")))
            {
                return current.FullName;
            }
        }

        return null;
    }

    private GitFacts? Ask(DirectoryPath folder, string root)
    {
        var most = limits ?? GitCommand.Limits;
        // All four start before the first is waited for. Options that a person's git configuration could change are said in full.
        using var place = GitCommand.Start(processes, folder, most, "rev-parse", "--show-toplevel");
        using var state = GitCommand.Start(
            processes,
            folder,
            most,
            [
                "status",
                "--porcelain=v2",
                "--branch",
                "-z",
                "--untracked-files=normal",
                "--no-renames",
                "--no-ahead-behind",
                "--ignore-submodules=none",
            ]
        );
        using var head = GitCommand.Start(
            processes,
            folder,
            most,
            ["log", "-1", "--no-show-signature", "--decorate=full", "--decorate-refs=refs/tags/*", "--format=%H%n%ct%n%D"]
        );
        using var remotes = GitCommand.Start(processes, folder, most, "config", "--get-regexp", @"^remote\..*\.url$");
        return Facts(root, place.Finish(), state.Finish(), head.Finish(), remotes.Finish());
    }

    private GitFacts? Facts(string root, GitAnswer place, GitAnswer state, GitAnswer head, GitAnswer remotes)
    {
        if (Array.Find([place, state, head, remotes], answer => answer.Refusal is not null)?.Refusal is { } refusal)
        {
            return GitFacts.Unreadable(root, refusal);
        }

        if (place.Error.Contains("not a git repository (or any", StringComparison.Ordinal))
        {
            // Where what looked like a repository was none, no folder above it is one.
            return IsRepository(Path.Combine(root, ".git")) ? GitFacts.Unreadable(root, GitFault.Damaged(root)) : null;
        }

        var status = place.Succeeded && state.Succeeded ? GitStatus.Parse(state.Lines) : null;
        if (status is null || (status.Commit is not null && !head.Succeeded))
        {
            var error = Array.Find([place, state, head], answer => !answer.Succeeded)!.Error;
            return GitFacts.Unreadable(root, GitFault.Of(RealPath.Of(root), error, hasHome));
        }

        var commit = GitHead.Parse(head);
        return new(
            Root: place.Text,
            Commit: commit?.Commit,
            Branch: status.Branch,
            Tags: commit?.Tags ?? [],
            CommitDate: commit?.Date,
            Url: GitRemotes.Url(remotes.Lines),
            DirtyFiles: status.DirtyFiles
        )
        {
            UntrackedFiles = status.UntrackedFiles,
            MovedSubmodules = status.MovedSubmodules,
        };
    }

    // Git takes a folder that lost its HEAD, or that this user may not enter, for none at all.
    private static bool IsRepository(string folder)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
