namespace Stevedore.Source;

/// <summary>Compares a source with itself some time later.</summary>
internal static class SourceChange
{
    /// <summary>How a source is no longer what a commit says; null while it is. What had changes before says so in its tag.</summary>
    public static string? Between(SourceFacts planned, SourceFacts now) =>
        planned.Commit is null || planned.IsDirty ? null
        : now.Commit != planned.Commit ? $"it is {now.Commit ?? "of no known commit"} now"
        // Steps of a CodeBuild build write files into the checkout, and nobody edits there.
        : now is { IsDirty: true, IsCodeBuild: false } ? $"it has changes now{Named(now.DirtyFiles)}"
        : null;

    private static string Named(IEnumerable<string> files) => files.FirstOrDefault() is { } first ? $", in {first} for one" : "";
}
