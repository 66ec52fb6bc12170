namespace Stevedore.Source;

/// <summary>What is not known where git cannot be read and only the commit came from elsewhere.</summary>
internal static class UnreadGit
{
    /// <summary>What is missing and how to get it; null when git was read.</summary>
    public static string? Note(SourceFacts facts) =>
        facts.GitRefusal is { } refusal
            ? $"Git cannot be read: {refusal.Why}. Not known are therefore {string.Join(", ", Missing(facts))}. {refusal.Remedy}."
            : null;

    private static IEnumerable<string> Missing(SourceFacts facts) =>
        new[]
        {
            facts.CommitDate is null ? "the commit's date" : null,
            facts.GitTags.IsEmpty ? "its git tags" : null,
            facts.Branch is null && facts.GitTags.IsEmpty ? "the branch" : null,
            facts.Url is null ? "the repository's URL" : null,
            "whether files differ from the commit",
        }.OfType<string>();
}
