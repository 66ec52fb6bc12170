using Stevedore.Images;
using Stevedore.Source;

namespace Stevedore.Templates;

/// <summary>A pattern for a tag or a build argument, such as <c>{sha:8}</c> or <c>{branch}-{build}</c>.</summary>
internal sealed record TagTemplate
{
    private readonly ImmutableArray<TemplatePart> parts;

    private TagTemplate(string text, ImmutableArray<TemplatePart> parts)
    {
        Text = text;
        this.parts = parts;
    }

    /// <summary>The template as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether nothing in it is filled in.</summary>
    public bool IsPlainText => parts.All(part => part is TemplatePart.Text);

    /// <exception cref="StevedoreException">A field is unknown, or the braces do not match.</exception>
    public static TagTemplate Parse(string text)
    {
        var (parts, complaint) = TemplateParser.Parse(text);
        return complaint is null ? new(text, parts) : throw complaint.Fault($"Cannot use the template '{text}'");
    }

    /// <summary>The template with more behind it, where it does not have that field yet.</summary>
    public TagTemplate With(string more, TemplateField field) => Uses(field) ? this : Parse(Text + more);

    /// <summary>Whether the template stands or falls with this field.</summary>
    public bool Uses(TemplateField field) => parts.OfType<TemplatePart.Value>().Any(part => part.Field == field);

    /// <summary>
    /// A pattern of the tags that move from commit to commit, with <c>*</c> for the branch; null for a template whose tags stay where they are once
    /// set, since a commit, a git tag, a build or a date is in them.
    /// </summary>
    public string? MovingPattern(string prefix) =>
        parts.OfType<TemplatePart.Value>().All(part => part.Field == TemplateField.Branch)
            ? prefix + string.Concat(parts.Select(part => part is TemplatePart.Text text ? text.Content : "*"))
            : null;

    /// <summary>The text with its fields filled in, for a build argument: no character is changed. Null when a value is missing.</summary>
    public string? ExpandOrNull(TagValues values) =>
        MissingIn(values) is null ? string.Concat(parts.Select(part => part.Fill(values, GitTag(values)))) : null;

    /// <summary>Which git tag was chosen where several would do; null where there was no choice.</summary>
    public string? NoteOn(TagValues values) =>
        Fitting(values) is [var chosen, _, ..] fitting && (Uses(TemplateField.Tag) || Uses(TemplateField.Version))
            ? $"'{Text}' is filled from git tag '{chosen}'; '{string.Join("', '", fitting.Skip(1))}' would do as well"
            : null;

    /// <summary>The tag, made of characters that a tag may have.</summary>
    /// <param name="prefix">Stands before it.</param>
    /// <param name="suffix">Stands behind it.</param>
    /// <exception cref="StevedoreException">The tag is empty or longer than <see cref="Images.ImageTag.MaximumLength"/>.</exception>
    public TagRendering Render(TagValues values, string prefix = "", string suffix = "")
    {
        if (MissingIn(values) is { } missing)
        {
            return new(null, [], missing);
        }

        var pieces = parts.Prepend(new TemplatePart.Text(prefix, "tag prefix")).Append(new TemplatePart.Text(suffix));
        var rendering = TagCharacters.Fit(Text, [.. pieces.Select(part => (part.Name, part.Fill(values, GitTag(values)) ?? ""))]);
        return NoteOn(values) is { } note ? rendering with { Notes = rendering.Notes.Insert(0, note) } : rendering;
    }

    // All fields of a template are about one git tag, and only a version can fill {version}.
    private ImmutableArray<string> Fitting(TagValues values) =>
        Uses(TemplateField.Version) ? [.. values.GitTags.Where(tag => SemanticVersion.TryParse(tag) is not null)] : values.GitTags;

    private string? GitTag(TagValues values) => Fitting(values) is [var first, ..] ? first : null;

    /// <summary>The first field without a value; null when there is one for each.</summary>
    public TemplateField? MissingIn(TagValues values) =>
        parts.OfType<TemplatePart.Value>().FirstOrDefault(part => part.Fill(values, GitTag(values)) is null)?.Field;
}

/// <summary>What became of a template.</summary>
/// <param name="Tag">Null when a value is missing.</param>
/// <param name="Notes">Every change that fitted a name to what a tag may be: <c>branch 'feature/x' became 'feature-x'</c>.</param>
/// <param name="Missing">The first field without a value; null when there is a tag.</param>
internal sealed record TagRendering(ImageTag? Tag, ImmutableArray<string> Notes, TemplateField? Missing = null);
