using System.Globalization;
using System.Text;
using Stevedore.Docker;

namespace Stevedore.Templates;

/// <summary>Takes a template apart. <c>{{</c> and <c>}}</c> stand for one brace, for build arguments that hold some.</summary>
internal sealed class TemplateParser
{
    private readonly string template;
    private readonly ImmutableArray<TemplatePart>.Builder parts = ImmutableArray.CreateBuilder<TemplatePart>();
    private readonly StringBuilder text = new();
    private Complaint? complaint;

    private TemplateParser(string template) => this.template = template;

    /// <summary>The parts, or what is wrong with the first that cannot be read.</summary>
    public static (ImmutableArray<TemplatePart> Parts, Complaint? Complaint) Parse(string template)
    {
        var parser = new TemplateParser(template);
        for (var position = 0; position < template.Length && parser.complaint is null; )
        {
            position = parser.Next(position);
        }

        parser.EndText();
        return (parser.parts.ToImmutable(), parser.complaint);
    }

    private int Next(int position)
    {
        var character = template[position];
        if (character is '{' or '}' && template.AsSpan(position + 1) is [var next, ..] && next == character)
        {
            text.Append(character);
            return position + 2;
        }

        switch (character)
        {
            case '{' when template.IndexOf('}', position) is var end and >= 0:
                EndText();
                Field(template[(position + 1)..end]);
                return end + 1;
            case '{':
                complaint = new($"'{template}' has a '{{' without a '}}'", "close it, or write {{ for a brace");
                return template.Length;
            case '}':
                complaint = new($"'{template}' has a '}}' without a '{{'", "open it, or write }} for a brace");
                return template.Length;
            default:
                text.Append(character);
                return position + 1;
        }
    }

    private void EndText()
    {
        if (text.Length > 0)
        {
            parts.Add(new TemplatePart.Text(text.ToString()));
            text.Clear();
        }
    }

    private void Field(string content)
    {
        var colon = content.IndexOf(':');
        var (name, detail) = colon < 0 ? (content, null) : (content[..colon], content[(colon + 1)..]);
        TemplatePart.Value? field = (name, detail) switch
        {
            ("sha", null) => new(TemplateField.Sha),
            ("sha", _) when Digits(detail) is { } digits => new(TemplateField.Sha, digits),
            ("branch", null) => new(TemplateField.Branch),
            ("tag", null) => new(TemplateField.Tag),
            ("version", null) => new(TemplateField.Version),
            ("build", null) => new(TemplateField.Build),
            ("date", not null) when DateFormat(detail) is { } format => new(TemplateField.Date, Format: format),
            ("base", not null) when Digits(detail) is { } digits => new(TemplateField.Base, digits),
            _ => null,
        };
        if (field is null)
        {
            complaint = TemplatePlaceholders.Unlike(content, name);
            return;
        }

        parts.Add(field);
    }

    // A commit id of SHA-256 and a digest have 64 digits.
    private static int? Digits(string detail) =>
        int.TryParse(detail, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) && digits is >= 1 and <= 64 ? digits : null;

    private static string? DateFormat(string format)
    {
        // A single letter would be one of .NET's standard formats, whose shape depends on a culture.
        var custom = format.Length == 1 ? "%" + format : format;
        try
        {
            return
                string.IsNullOrWhiteSpace(DateTime.UnixEpoch.ToString(custom, CultureInfo.InvariantCulture))
                || string.IsNullOrWhiteSpace(format)
                ? null
                : custom;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
