namespace Stevedore.Source;

/// <summary>The answer of <c>git status --porcelain=v2 --branch --no-renames -z</c>.</summary>
/// <remarks>https://git-scm.com/docs/git-status#_porcelain_format_version_2. Paths stand last and are written as they are, spaces included.</remarks>
internal sealed record GitStatus(string? Commit, string? Branch, ImmutableArray<string> DirtyFiles)
{
    private const string UntrackedMark = "? ";
    private const string CommitHeader = "# branch.oid ";
    private const string BranchHeader = "# branch.head ";

    /// <summary>Those of the files that git does not know.</summary>
    public ImmutableHashSet<string> UntrackedFiles { get; init; } = [];

    /// <summary>Submodules that are at another commit than HEAD says.</summary>
    public ImmutableArray<string> MovedSubmodules { get; init; } = [];

    public static GitStatus Parse(ImmutableArray<string> lines)
    {
        // A newline that split the answer into lines was part of a file's name.
        var entries = string.Join('\n', lines).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return new(
            Header(entries, CommitHeader, "(initial)"),
            Header(entries, BranchHeader, "(detached)"),
            [.. entries.Select(PathOf).OfType<string>()]
        )
        {
            UntrackedFiles =
            [
                .. entries.Where(entry => entry.StartsWith(UntrackedMark, StringComparison.Ordinal)).Select(entry => entry[2..]),
            ],
            MovedSubmodules = [.. entries.Where(IsMoved).Select(PathOf).OfType<string>()],
        };
    }

    private static string? Header(string[] entries, string name, string absent) =>
        entries.FirstOrDefault(entry => entry.StartsWith(name, StringComparison.Ordinal)) is { } entry && entry[name.Length..] != absent
            ? entry[name.Length..]
            : null;

    // "1 .M SC.. …": what differs from HEAD or from the index, then what of a submodule.
    private static bool IsMoved(string entry) =>
        entry.Split(' ', 4) is ["1", var change, ['S', var moved, ..], _] && (moved == 'C' || change[0] != '.');

    private static string? PathOf(string entry) =>
        entry[0] switch
        {
            '1' => entry.Split(' ', 9)[8],
            'u' => entry.Split(' ', 11)[10],
            '?' => entry[2..],
            _ => null,
        };
}
