using Stevedore.Templates;

namespace Stevedore.Planning.Tags;

/// <summary>Collects the tags of an image; equal ones become one.</summary>
internal sealed class TagSetBuilder(PlannedTag commit)
{
    private readonly List<PlannedTag> tags = [commit];
    private readonly ImmutableArray<SkippedTag>.Builder skipped = ImmutableArray.CreateBuilder<SkippedTag>();

    public void Add(TagTemplate template, TagRendering rendering, TagValues values)
    {
        if (rendering.Tag is not { } tag)
        {
            Skip(template, MissingValue.Why(rendering.Missing ?? TemplateField.Sha, values));
            return;
        }

        var equal = tags.FindIndex(planned => planned.Tag == tag);
        if (equal < 0)
        {
            tags.Add(new(tag, template.Text, rendering.Notes));
        }
        else
        {
            tags[equal] = tags[equal] with { Notes = [.. tags[equal].Notes.Union(rendering.Notes)] };
        }
    }

    public void Skip(TagTemplate template, string why) => skipped.Add(new(template.Text, why));

    public TagSet Build() => new(tags[0], [.. tags.Skip(1)], skipped.ToImmutable());
}
