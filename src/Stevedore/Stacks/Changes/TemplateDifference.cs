using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Changes;

/// <summary>What a template says otherwise than another, in words.</summary>
internal static class TemplateDifference
{
    private const string Parameters = "Parameters";
    private const int MostOfAValue = 100;

    // Whoever has read so many knows that it is another template.
    private const int Most = 60;

    public static ImmutableArray<string> Of(TemplateMap before, TemplateMap after)
    {
        List<string> lines = [];
        Compare("", before, after, [.. Hidden(before), .. Hidden(after)], lines);
        return lines.Count <= Most ? [.. lines] : [.. lines.Take(Most), Invariant($"… and {lines.Count - Most} more")];
    }

    // What is not to be echoed stands in no difference: what such parameters are where nobody says it, and whatever holds that.
    private static IEnumerable<string> Hidden(TemplateMap template) =>
        (template[Parameters] as TemplateMap ?? [])
            .Where(parameter => HiddenParameters.Has(template, parameter.Key))
            .SelectMany(parameter => (string[])[Parameters, $"{Parameters}.{parameter.Key}", $"{Parameters}.{parameter.Key}.Default"]);

    private static void Compare(string path, TemplateNode before, TemplateNode after, HashSet<string> hidden, List<string> lines)
    {
        if (before is TemplateMap { Tag: null } was && after is TemplateMap { Tag: null } becomes)
        {
            Maps(path, was, becomes, hidden, lines);
        }
        else if (
            before is TemplateList { Items: var old, Tag: var tag }
            && after is TemplateList { Items: var now } list
            && list.Tag == tag
            && old.Length == now.Length
        )
        {
            for (var index = 0; index < old.Length; index++)
            {
                Compare(Invariant($"{path}[{index}]"), old[index], now[index], hidden, lines);
            }
        }
        else if (Text(before) != Text(after))
        {
            lines.Add(hidden.Contains(path) ? $"{path}: another value, which is not shown" : $"{path}: {Shown(before)} -> {Shown(after)}");
        }
    }

    private static void Maps(string path, TemplateMap before, TemplateMap after, HashSet<string> hidden, List<string> lines)
    {
        foreach (var entry in before)
        {
            var at = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            if (after[entry.Key] is { } now)
            {
                Compare(at, entry.Value, now, hidden, lines);
            }
            else
            {
                lines.Add($"takes {at} out{Kind(path, entry.Value)}");
            }
        }

        lines.AddRange(
            after
                .Where(entry => before[entry.Key] is null)
                .Select(entry => (At: path.Length == 0 ? entry.Key : $"{path}.{entry.Key}", entry.Value))
                .Select(added =>
                    $"adds {added.At}{(path == "Resources" ? Kind(path, added.Value) : hidden.Contains(added.At) ? "" : $": {Shown(added.Value)}")}"
                )
        );
    }

    private static string Kind(string path, TemplateNode node) =>
        path == "Resources" && (node as TemplateMap)?["Type"] is TemplateText type
            ? $" ({OutsideText.Line(type.Value, MostOfAValue)})"
            : "";

    private static string Shown(TemplateNode node) =>
        node switch
        {
            TemplateText text => OutsideText.Line(Text(text), MostOfAValue),
            _ when Text(node) is { Length: <= MostOfAValue } whole => OutsideText.Line(whole, MostOfAValue),
            TemplateList { Tag: null } list => Invariant($"a list of {list.Items.Length}"),
            TemplateMap { Tag: null } => "a map",
            _ => OutsideText.Line(Text(node), MostOfAValue),
        };

    /// <summary>All of a value in one line, the same for what is the same.</summary>
    public static string Text(TemplateNode node) =>
        (node.Tag is { } tag ? $"{tag} " : "")
        + node switch
        {
            TemplateText text => text.Value,
            TemplateList list => $"[{string.Join(", ", list.Items.Select(Text))}]",
            TemplateMap map => $"{{{string.Join(", ", map.Select(entry => $"{entry.Key}: {Text(entry.Value)}"))}}}",
            _ => "",
        };
}
