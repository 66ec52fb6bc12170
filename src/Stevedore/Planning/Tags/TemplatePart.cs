using Stevedore.Source;

namespace Stevedore.Planning.Tags;

/// <summary>A piece of a template: text as it stands, or a field.</summary>
internal abstract record TemplatePart
{
    /// <summary>What a note calls it.</summary>
    public abstract string Name { get; }

    /// <summary>Null when the value is missing.</summary>
    public abstract string? Fill(TagValues values);

    internal sealed record Text(string Content, string What = "text") : TemplatePart
    {
        public override string Name => What;

        public override string Fill(TagValues values) => Content;
    }

    /// <param name="Digits">How many to keep; null keeps all.</param>
    /// <param name="Format">Of a date.</param>
    internal sealed record Value(TemplateField Field, int? Digits = null, string? Format = null) : TemplatePart
    {
        public override string Name =>
            Field switch
            {
                TemplateField.Sha => "commit",
                TemplateField.Branch => "branch",
                TemplateField.Tag => "git tag",
                TemplateField.Version => "version",
                TemplateField.Build => "build number",
                TemplateField.Date => "date",
                _ => "base digest",
            };

        public override string? Fill(TagValues values)
        {
            var value = Field switch
            {
                TemplateField.Sha => First(values.Commit),
                TemplateField.Branch => values.Branch,
                TemplateField.Tag => values.GitTag,
                TemplateField.Version => SemanticVersion.TryParse(values.GitTag)?.Value,
                TemplateField.Build => values.Build,
                TemplateField.Date => values.CommitDate?.UtcDateTime.ToString(Format, null),
                _ => First(values.BaseDigest?.Hex),
            };
            return string.IsNullOrEmpty(value) ? null : value;
        }

        private string? First(string? digits) => Digits < digits?.Length ? digits[..Digits.Value] : digits;
    }
}
