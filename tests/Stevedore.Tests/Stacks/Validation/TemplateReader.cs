using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Stevedore.Tests.Stacks.Validation;

/// <summary>Reads YAML as CloudFormation does: tags are functions, aliases are refused, and no key may stand twice.</summary>
internal sealed class TemplateReader
{
    private readonly Parser parser;
    private readonly List<string> faults = [];

    private TemplateReader(string text) => parser = new(new StringReader(text));

    public static (Node Root, ImmutableArray<string> Faults) Read(string text)
    {
        var reader = new TemplateReader(text);
        reader.parser.Consume<StreamStart>();
        reader.parser.Consume<DocumentStart>();
        var root = reader.Value("");
        reader.parser.Consume<DocumentEnd>();
        return (root, [.. reader.faults]);
    }

    private Node Value(string path)
    {
        var begin = parser.Consume<ParsingEvent>();
        if (begin is NodeEvent { Anchor.IsEmpty: false })
        {
            faults.Add($"{path}: an anchor is not allowed.");
        }

        return begin switch
        {
            YamlDotNet.Core.Events.Scalar scalar => Tagged(scalar, new Scalar(scalar.Value, scalar.Style == ScalarStyle.Plain)),
            SequenceStart sequence => Tagged(sequence, Items(path)),
            MappingStart mapping => Tagged(mapping, Entries(path)),
            AnchorAlias => Alias(path),
            _ => throw new InvalidOperationException(begin.ToString()),
        };
    }

    private Scalar Alias(string path)
    {
        faults.Add($"{path}: an alias is not allowed.");
        return new Scalar("", Plain: false);
    }

    private Sequence Items(string path)
    {
        var items = ImmutableArray.CreateBuilder<Node>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Value($"{path}[{items.Count}]"));
        }

        return new(items.ToImmutable());
    }

    private Node Entries(string path)
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, Node>>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<YamlDotNet.Core.Events.Scalar>().Value;
            var place = path.Length == 0 ? key : $"{path}.{key}";
            if (entries.Any(entry => entry.Key == key))
            {
                faults.Add($"{place}: the key stands twice.");
            }

            entries.Add(new(key, Value(place)));
        }

        return entries switch
        {
            [{ Key: "Condition", Value: Scalar condition }] => new Function("Condition", condition),
            [{ Key: "Ref" } only] => new Function(only.Key, only.Value),
            [{ Key: var name } only] when name.StartsWith("Fn::", StringComparison.Ordinal) => Call(name, only.Value),
            _ => new Mapping(entries.ToImmutable()),
        };
    }

    private static Node Tagged(NodeEvent begin, Node value)
    {
        if (begin.Tag.IsEmpty || !begin.Tag.Value.StartsWith('!'))
        {
            return value;
        }

        var name = begin.Tag.Value[1..];
        return name is "Ref" or "Condition" ? new Function(name, value)
            : name.Length == 0 ? value
            : Call($"Fn::{name}", value);
    }

    private static Function Call(string name, Node argument) =>
        name == "Fn::GetAtt" && argument is Scalar { Text: var text } && text.Split('.', 2) is [var resource, var attribute]
            ? new(name, new Sequence([new Scalar(resource, Plain: false), new Scalar(attribute, Plain: false)]))
            : new(name, argument);
}
