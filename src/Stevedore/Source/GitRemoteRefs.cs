using System.ComponentModel;
using Cake.Core.IO;

namespace Stevedore.Source;

/// <summary>A remote of a checkout.</summary>
/// <param name="Name">Such as <c>origin</c>.</param>
/// <param name="Url">Without credentials, as others open it; null for what they cannot.</param>
internal sealed record GitRemote(string Name, string? Url);

/// <summary>What is known of a remote.</summary>
/// <param name="Tips">The commit of each reference there, a tag's own commit among them; null where it could not be asked.</param>
/// <param name="Holding">The branches there that held the commit when they were last fetched or pushed to: <c>refs/heads/main</c>.</param>
/// <param name="Silence">Why it could not be asked; null where it answered.</param>
internal sealed record GitRemoteRefs(
    ImmutableArray<KeyValuePair<string, string>>? Tips,
    ImmutableArray<string> Holding,
    string? Silence = null
);

/// <summary>Asks git about the remotes of a checkout. Changes nothing.</summary>
/// <param name="processes">Starts git.</param>
internal sealed class GitRemoteReader(IProcessRunner processes, DirectoryPath folder)
{
    private const string Peeled = "^{}";

    /// <summary>The remotes, the one that is called origin first.</summary>
    public ImmutableArray<GitRemote> Remotes() =>
        [
            .. Ask("config", "--get-regexp", @"^remote\..*\.url$")
                .Lines.Select(line => line.Split(' ', 2))
                .Where(parts => parts.Length == 2)
                .Select(parts => new GitRemote(parts[0]["remote.".Length..^".url".Length], RepositoryUrl.Clean(parts[1])))
                .DistinctBy(remote => remote.Name)
                .OrderBy(remote => remote.Name != "origin"),
        ];

    /// <summary>What a remote has now, and what it had of a commit.</summary>
    public GitRemoteRefs Read(string remote, string commit)
    {
        var held = Ask("for-each-ref", $"--contains={commit}", "--format=%(refname)", $"refs/remotes/{remote}");
        var prefix = $"refs/remotes/{remote}/";
        ImmutableArray<string> holding =
        [
            .. held
                .Lines.Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name != $"{prefix}HEAD")
                .Select(name => $"refs/heads/{name[prefix.Length..]}"),
        ];
        var there = Ask("ls-remote", "--quiet", "--", remote);
        return there.Succeeded
            ? new(Tips(there.Lines), holding)
            : new(null, holding, there.Refusal?.Why ?? OutsideText.Line(there.Error.Split('\n')[0], 200));
    }

    /// <summary>Whether a commit has a file.</summary>
    public bool Has(string commit, string path) => Ask("cat-file", "-e", $"{commit}:{path}").Succeeded;

    private static ImmutableArray<KeyValuePair<string, string>> Tips(ImmutableArray<string> lines) =>
        [
            .. lines
                .Select(line => line.Split('\t', 2))
                .Where(parts => parts.Length == 2)
                .Select(parts =>
                    KeyValuePair.Create(
                        // An annotated tag has a second line with the commit that it names.
                        parts[1].EndsWith(Peeled, StringComparison.Ordinal)
                            ? parts[1][..^Peeled.Length]
                            : parts[1],
                        parts[0]
                    )
                ),
        ];

    private GitAnswer Ask(params string[] arguments)
    {
        try
        {
            using var git = GitCommand.Start(processes, folder, arguments);
            return git.Finish();
        }
        catch (Win32Exception)
        {
            return new(-1, [], "git could not be started");
        }
    }
}
