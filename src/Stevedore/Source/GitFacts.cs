namespace Stevedore.Source;

/// <summary>What the git repository says, read once.</summary>
/// <param name="Root">The folder of the working tree, which may be above the one that was asked about.</param>
/// <param name="Commit">HEAD in full; null before the first commit and when git could not be asked.</param>
/// <param name="Branch">Null when HEAD is detached, as it is on most CI checkouts.</param>
/// <param name="Tags">The git tags of HEAD, in ordinal order; often none in a CI checkout, which fetches no tags.</param>
/// <param name="CommitDate">When HEAD was committed, in UTC.</param>
/// <param name="Url">The remote <c>origin</c>, or the only remote, without credentials; null when there is none or it is a path.</param>
/// <param name="DirtyFiles">The files that differ from HEAD, new ones included, by their path below the root.</param>
internal sealed record GitFacts(
    string Root,
    string? Commit,
    string? Branch,
    ImmutableArray<string> Tags,
    DateTimeOffset? CommitDate,
    string? Url,
    ImmutableArray<string> DirtyFiles
)
{
    /// <summary>Whether the working tree differs from HEAD.</summary>
    public bool IsDirty => !DirtyFiles.IsEmpty;

    /// <summary>Why git could not be asked although there is a repository; null when it answered.</summary>
    public GitRefusal? Refusal { get; init; }

    /// <summary>Those of the dirty files that git does not know.</summary>
    public ImmutableHashSet<string> UntrackedFiles { get; init; } = [];

    /// <summary>The submodules that are at another commit than HEAD says, by their path below the root.</summary>
    public ImmutableArray<string> MovedSubmodules { get; init; } = [];

    /// <summary>The same without the files that a build writes itself: they are no change of what is built, unless they are committed.</summary>
    /// <param name="folder">The folder that they are in.</param>
    /// <param name="names">Their names.</param>
    public GitFacts Without(string folder, IEnumerable<string> names)
    {
        var path = Path.GetRelativePath(Root, folder).Replace('\\', '/');
        // git names a folder alone, with a slash, when it knows nothing in it.
        var own = path == "." ? [.. names] : names.Select(name => $"{path}/{name}").Append($"{path}/").ToImmutableHashSet();
        return this with { DirtyFiles = [.. DirtyFiles.Where(file => !own.Contains(file) || !UntrackedFiles.Contains(file))] };
    }

    /// <summary>The same without files that git does not know and that nothing reads.</summary>
    /// <param name="isRead">Told the whole path; that of a folder, in which git knows nothing, has a slash at its end.</param>
    public GitFacts WithoutUnread(Func<string, bool> isRead) =>
        this with
        {
            DirtyFiles = [.. DirtyFiles.Where(file => !UntrackedFiles.Contains(file) || isRead($"{Root}/{file}"))],
        };

    internal static GitFacts Unreadable(string root, GitRefusal refusal) =>
        new(root, Commit: null, Branch: null, Tags: [], CommitDate: null, Url: null, DirtyFiles: []) { Refusal = refusal };
}
