using System.Globalization;

namespace Stevedore.Source;

/// <summary>The answer of <c>git log -1 --decorate=full --decorate-refs=refs/tags/* --format=%H%n%ct%n%D</c>.</summary>
internal sealed record GitHead(string Commit, DateTimeOffset Date, ImmutableArray<string> Tags)
{
    private const string TagMark = "tag: refs/tags/";

    /// <summary>Null before the first commit, when there is nothing to log.</summary>
    public static GitHead? Parse(GitAnswer answer) =>
        answer.Succeeded && answer.Lines is [var commit, var date, .. var decorations]
            ? new(
                commit,
                DateTimeOffset.FromUnixTimeSeconds(long.Parse(date, CultureInfo.InvariantCulture)),
                TagsOf(string.Concat(decorations))
            )
            : null;

    // A ref's name may hold a comma, but no space.
    private static ImmutableArray<string> TagsOf(string decorations) =>
        [
            .. decorations
                .Split(", ")
                .Where(decoration => decoration.StartsWith(TagMark, StringComparison.Ordinal))
                .Select(decoration => decoration[TagMark.Length..])
                .Order(StringComparer.Ordinal),
        ];
}
