using System.Globalization;
using System.Text;

namespace Stevedore.Planning.Tags;

/// <summary>Takes a template apart. <c>{{</c> and <c>}}</c> stand for one brace, for build arguments that hold some.</summary>
internal sealed class TemplateParser(string template)
{
    private const string Fields = "{sha} {sha:8} {branch} {tag} {version} {build} {date:yyyyMMdd} {base:8}";

    private readonly ImmutableArray<TemplatePart>.Builder parts = ImmutableArray.CreateBuilder<TemplatePart>();
    private readonly StringBuilder text = new();

    public ImmutableArray<TemplatePart> Parse()
    {
        for (var position = 0; position < template.Length; )
        {
            position = Next(position);
        }

        EndText();
        return parts.ToImmutable();
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
            case '{':
                var end = template.IndexOf('}', position);
                EndText();
                parts.Add(Field(end < 0 ? throw Fault("a '{' has no '}'") : template[(position + 1)..end]));
                return end + 1;
            case '}':
                throw Fault("a '}' has no '{'");
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

    private TemplatePart.Value Field(string content)
    {
        var colon = content.IndexOf(':');
        var name = colon < 0 ? content : content[..colon];
        var detail = colon < 0 ? null : content[(colon + 1)..];
        return (name, detail) switch
        {
            ("sha", null) => new(TemplateField.Sha),
            ("sha", _) => new(TemplateField.Sha, Digits(content, detail)),
            ("branch", null) => new(TemplateField.Branch),
            ("tag", null) => new(TemplateField.Tag),
            ("version", null) => new(TemplateField.Version),
            ("build", null) => new(TemplateField.Build),
            ("date", "") => throw Fault("{date:} has an empty format"),
            ("date", not null) => new(TemplateField.Date, Format: DateFormat(content, detail)),
            ("base", not null) => new(TemplateField.Base, Digits(content, detail)),
            ("date", null) => throw Fault("{date} needs a format, such as {date:yyyyMMdd}"),
            ("base", null) => throw Fault("{base} needs a number of digits, such as {base:8}"),
            _ => throw Fault($"{{{content}}} is unknown"),
        };
    }

    private int Digits(string content, string detail) =>
        int.TryParse(detail, NumberStyles.None, null, out var digits) && digits is >= 1 and <= 64
            ? digits
            : throw Fault($"{{{content}}} needs a number of digits from 1 to 64");

    private string DateFormat(string content, string format)
    {
        // A single letter would be one of .NET's standard formats, whose shape depends on a culture.
        var custom = format.Length == 1 ? "%" + format : format;
        try
        {
            _ = DateTime.UnixEpoch.ToString(custom, null);
            return custom;
        }
        catch (FormatException)
        {
            throw Fault($"{{{content}}} has a format that .NET cannot write, unlike {{date:yyyyMMdd}}");
        }
    }

    private StevedoreException Fault(string why) =>
        new($"Cannot use the template '{template}'", why, $"Use {Fields} or plain text; write {{{{ and }}}} for braces.");
}
