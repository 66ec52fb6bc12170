using System.Diagnostics;
using System.Globalization;
using Stevedore.Source;

namespace Stevedore.Templates;

/// <summary>A piece of a template: text as it stands, or a field.</summary>
internal abstract record TemplatePart
{
    /// <summary>What a note calls it.</summary>
    public abstract string Name { get; }

    /// <param name="gitTag">The one of the values' git tags that the whole template is about; null for none.</param>
    /// <returns>Null when the value is missing.</returns>
    public abstract string? Fill(TagValues values, string? gitTag);

    internal sealed record Text(string Content, string What = "text") : TemplatePart
    {
        public override string Name => What;

        public override string Fill(TagValues values, string? gitTag) => Content;
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
                TemplateField.Base => "base digest",
                _ => throw new UnreachableException(),
            };

        public override string? Fill(TagValues values, string? gitTag)
        {
            var value = Field switch
            {
                TemplateField.Sha => First(values.Commit),
                TemplateField.Branch => values.Branch,
                TemplateField.Tag => gitTag,
                TemplateField.Version => SemanticVersion.TryParse(gitTag)?.Value,
                TemplateField.Build => values.Build,
                TemplateField.Date => values.CommitDate?.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture),
                TemplateField.Base => First(values.BaseDigest?.Hex),
                _ => throw new UnreachableException(),
            };
            return string.IsNullOrEmpty(value) ? null : value;
        }

        private string? First(string? digits) => Digits < digits?.Length ? digits[..Digits.Value] : digits;
    }
}
