using System.IO;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Stevedore.Stacks.Yaml;

/// <summary>Reads what a person wrote for a template.</summary>
internal static class TemplateReader
{
    private const int Deepest = 60;

    /// <param name="file">As messages show it.</param>
    /// <returns>Null where there is nothing.</returns>
    /// <exception cref="StevedoreException">It is no YAML; names the line.</exception>
    public static TemplateNode? Read(string text, string file)
    {
        try
        {
            Parser parser = new(new StringReader(text));
            _ = parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
            {
                return null;
            }

            _ = parser.Consume<DocumentStart>();
            var node = Node(parser, 0);
            _ = parser.Consume<DocumentEnd>();
            return node is TemplateText { IsNull: true } ? null : node;
        }
        catch (YamlException fault)
        {
            throw new StevedoreException(
                $"Cannot read {file}",
                Invariant($"line {fault.Start.Line}: {OutsideText.Line(fault.InnerException?.Message ?? fault.Message, 200).TrimEnd('.')}"),
                "Correct it: it is YAML, as CloudFormation reads it.",
                fault
            );
        }
    }

    private static TemplateNode Node(IParser parser, int depth)
    {
        var start = parser.Current!.Start;
        if (depth > Deepest)
        {
            throw new YamlException(start, start, "too deep");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new TemplateText(scalar.Value)
            {
                Tag = TagOf(scalar.Tag),
                IsPlain = scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty,
                Line = (int)start.Line,
            };
        }

        if (parser.TryConsume<SequenceStart>(out var sequence))
        {
            List<TemplateNode> items = [];
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(parser, depth + 1));
            }

            return new TemplateList(items) { Tag = TagOf(sequence.Tag), Line = (int)start.Line };
        }

        if (!parser.TryConsume<MappingStart>(out var mapping))
        {
            throw new YamlException(start, start, "an alias: write the value itself");
        }

        TemplateMap map = new() { Tag = TagOf(mapping.Tag), Line = (int)start.Line };
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            if (map[key.Value] is not null)
            {
                throw new YamlException(key.Start, key.End, $"'{key.Value}' is there twice");
            }

            map.Add(key.Value, Node(parser, depth + 1));
        }

        return map;
    }

    private static string? TagOf(TagName tag) => tag.IsEmpty ? null : tag.Value;
}
