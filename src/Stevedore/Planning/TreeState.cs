using Stevedore.Source;

namespace Stevedore.Planning;

/// <summary>Whether what is built is what the commit says.</summary>
/// <param name="Source">Dirty where it is not.</param>
/// <param name="Notes">What a person should know of it.</param>
/// <param name="Refusal">Why it may not be pushed by itself; null when it may.</param>
internal sealed record TreeState(SourceFacts Source, ImmutableArray<string> Notes, PushRefusal? Refusal)
{
    /// <param name="source">What is being built.</param>
    /// <param name="folders">What the images are built from that is no part of the tree of the commit.</param>
    public static TreeState Of(SourceFacts source, ImmutableArray<ForeignFolder> folders)
    {
        if (source.Commit is not null && folders.FirstOrDefault(folder => folder.IsOfAnotherSource) is { } other)
        {
            return new(
                source with
                {
                    IsDirty = true,
                },
                [$"The commit does not say what is built: it takes {other}."],
                new(
                    $"commit {source.Commit} does not say what is built: it takes {other}",
                    "Commit that as a submodule, ship it from its own repository, or pass --allow-dirty."
                )
            );
        }

        // Without a commit nothing is said that it could differ from.
        var outside = source.Commit is null ? [] : folders.Select(folder => $"{folder}").Distinct().ToArray();
        var all = source with { IsDirty = source.IsDirty || outside.Length > 0, DirtyFiles = [.. outside, .. source.DirtyFiles] };
        return !all.IsDirty ? new(source, [], null)
            // Steps before this one write files into a CodeBuild checkout, and what is deployed is the commit all the same.
            : source.IsCodeBuild && !(source.IsDirty && source.CommitSource == "STEVEDORE_COMMIT")
                ? new(
                    source with
                    {
                        IsDirty = false,
                    },
                    [
                        $"The tree differs from the commit ({string.Join(", ", all.DirtyFiles.Take(3))}): taken as written by earlier steps of this build.",
                    ],
                    null
                )
            : new(all, [], new($"the tree differs from commit {all.Commit}{Files(all)}", "Commit the changes, or pass --allow-dirty."));
    }

    private static string Files(SourceFacts source) =>
        source.DirtyFiles switch
        {
            [] => "",
            { Length: <= 3 } few => $" ({string.Join(", ", few)})",
            var many => Invariant($" ({string.Join(", ", many.Take(3))} and {many.Length - 3} more)"),
        };
}
