using Stevedore.Images;
using Stevedore.Settings;
using Stevedore.Source;
using Stevedore.Templates;

namespace Stevedore.Planning.Tags;

/// <summary>Decides which tags an image receives.</summary>
internal static class TagPolicy
{
    /// <summary>The suffix of the commit's tag when the tree differs from the commit.</summary>
    public const string DirtySuffix = "-dirty";

    /// <summary>What a commit's tag gets that is to tell one base from the next.</summary>
    public const string BaseSuffix = "-{base:8}";

    /// <param name="tags">In order; the first that applies is the commit's tag. What IMAGE_TAG names is among them.</param>
    /// <param name="tagPrefix">Stands before every tag of the image; usually empty.</param>
    /// <param name="baseDigest">Null while unknown.</param>
    /// <param name="imageTag">What IMAGE_TAG names, which takes the commit's place when none is known; null for nothing.</param>
    /// <param name="tellsBase">Whether the commit's tag is to differ from one base to the next. Without a base it cannot.</param>
    /// <exception cref="StevedoreException">There is no commit's tag, or a tag cannot be made.</exception>
    public static TagSet Decide(
        IEnumerable<TagSettings> tags,
        SourceFacts source,
        string tagPrefix = "",
        Digest? baseDigest = null,
        string? imageTag = null,
        bool tellsBase = false
    )
    {
        ImmutableArray<TagCandidate> candidates = [.. tags.Select(TagCandidate.Parse)];
        ImmutableArray<TagCandidate> applying = [.. candidates.Where(candidate => candidate.Applies(source))];
        var first = First(applying, source, imageTag);
        var values = TagValues.From(source, baseDigest);
        var template = tellsBase && baseDigest is not null ? first.Template.With(BaseSuffix, TemplateField.Base) : first.Template;
        var chosen = new TagSetBuilder(CommitTag(first, template, source, first.ValuesOf(values), tagPrefix));
        foreach (var candidate in candidates.Where(candidate => candidate != first))
        {
            if (candidate.Applies(source))
            {
                var own = candidate.ValuesOf(values);
                chosen.Add(candidate.Template, candidate.Template.Render(own, tagPrefix), own);
            }
            else
            {
                chosen.Skip(candidate.Template, candidate.WhyNot(source));
            }
        }

        return chosen.Build();
    }

    private static TagCandidate First(ImmutableArray<TagCandidate> applying, SourceFacts source, string? imageTag)
    {
        if (applying.IsEmpty)
        {
            throw new StevedoreException(
                "Cannot name the commit's tag",
                "no entry of tags applies to what is being built",
                "Put one without \"on\" first, such as \"{sha:8}\"."
            );
        }

        if (source.Commit is not null || !applying[0].Template.Uses(TemplateField.Sha))
        {
            return applying[0];
        }

        // Only a name that somebody gave this build: any other that the settings have, such as latest, would identify nothing.
        return applying.FirstOrDefault(candidate => candidate.Is(imageTag)) ?? throw NoCommit.Fault(source, applying[0].Template.Text);
    }

    private static PlannedTag CommitTag(TagCandidate first, TagTemplate template, SourceFacts source, TagValues values, string tagPrefix)
    {
        var rendering = template.Render(values, tagPrefix, source.IsDirty ? DirtySuffix : "");
        return rendering switch
        {
            { Tag: { } tag } => new(tag, first.Template.Text, rendering.Notes),
            { Missing: { } missing } => throw MissingValue.Fault(
                $"Cannot make the commit's tag from '{first.Template.Text}'",
                missing,
                values
            ),
            _ => throw new InvalidOperationException("A rendering has a tag or says what is missing."),
        };
    }
}
