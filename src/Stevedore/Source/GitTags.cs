namespace Stevedore.Source;

/// <summary>The order of the git tags of one commit: what is known best comes first.</summary>
internal static class GitTags
{
    /// <param name="named">The tag whose build this is; null for none. It need not be among the others, since a shallow clone has no tags.</param>
    public static ImmutableArray<string> InOrder(string? named, ImmutableArray<string> tags) =>
        [
            .. (named is null ? tags : tags.Remove(named))
                .Select(tag => (Tag: tag, Version: SemanticVersion.TryParse(tag), Last: SemanticVersion.AtTheEndOf(tag)))
                .OrderByDescending(tag => tag.Version is not null)
                .ThenByDescending(tag => tag.Last, Comparer<SemanticVersion?>.Create(Compare))
                .ThenBy(tag => tag.Tag, StringComparer.Ordinal)
                .Select(tag => tag.Tag)
                .Prepend(named)
                .OfType<string>(),
        ];

    private static int Compare(SemanticVersion? left, SemanticVersion? right) =>
        (left, right) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            _ => SemanticVersion.Precedence.Compare(left, right),
        };
}
