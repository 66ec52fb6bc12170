using System.Globalization;
using System.IO;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Stevedore.Stacks.Yaml;

/// <summary>Templates as text, the same on every machine.</summary>
internal static class TemplateWriter
{
    public static string Text(TemplateNode template)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        // No line is folded: what is one value stays one line.
        Emitter emitter = new(
            text,
            new EmitterSettings(2, int.MaxValue, isCanonical: false, 1024, skipAnchorName: false, indentSequences: true, "\n")
        );
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, template);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, TemplateNode node)
    {
        var tag = node.Tag is { } said ? new TagName(said) : TagName.Empty;
        switch (node)
        {
            case TemplateText text:
                emitter.Emit(
                    new Scalar(AnchorName.Empty, tag, text.Value, Style(text), isPlainImplicit: tag.IsEmpty, isQuotedImplicit: tag.IsEmpty)
                );
                break;
            case TemplateList list:
                emitter.Emit(
                    new SequenceStart(AnchorName.Empty, tag, tag.IsEmpty, list.Items.IsEmpty ? SequenceStyle.Flow : SequenceStyle.Block)
                );
                foreach (var item in list.Items)
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            default:
                Map(emitter, (TemplateMap)node, tag);
                break;
        }
    }

    private static void Map(Emitter emitter, TemplateMap map, TagName tag)
    {
        emitter.Emit(new MappingStart(AnchorName.Empty, tag, tag.IsEmpty, map.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
        foreach (var entry in map)
        {
            if (entry.Comment is { } comment)
            {
                emitter.Emit(new Comment(comment, isInline: false));
            }

            emitter.Emit(new Scalar(entry.Key));
            Emit(emitter, entry.Value);
        }

        emitter.Emit(new MappingEnd());
    }

    private static ScalarStyle Style(TemplateText text) =>
        text.IsPlain ? ScalarStyle.Plain
        : text.Value.Contains('\n', StringComparison.Ordinal) ? ScalarStyle.Literal
        // What YAML 1.1, which CloudFormation reads, takes for something else.
        : text.Tag is null && IsOther(text.Value) ? ScalarStyle.SingleQuoted
        : ScalarStyle.Any;

    private static bool IsOther(string text) =>
        text.Length == 0
        || char.IsAsciiDigit(text[0])
        || text[0] is '-' or '+' or '.'
        || text.ToLowerInvariant() is "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n" or "null" or "~";
}
