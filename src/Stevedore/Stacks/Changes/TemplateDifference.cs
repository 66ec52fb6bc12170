using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks.Changes;

/// <summary>What a template says otherwise than another, in words.</summary>
internal static class TemplateDifference
{
    private const int MostOfAValue = 100;

    // Whoever has read so many knows that it is another template.
    private const int Most = 60;

    public static ImmutableArray<string> Of(TemplateMap before, TemplateMap after)
    {
        Words lines = new([.. Hidden(before), .. Hidden(after)]);
        Compare("", before, after, lines);
        return lines.Count <= Most ? [.. lines] : [.. lines.Take(Most), Invariant($"… and {lines.Count - Most} more")];
    }

    // What is not to be echoed stands in no difference: the parameters, and what they are where nobody says it.
    private static IEnumerable<string> Hidden(TemplateMap template) =>
        (template["Parameters"] as TemplateMap ?? [])
            .Where(parameter =>
                (parameter.Value as TemplateMap)?["NoEcho"] is TemplateText { Value: var flag }
                && flag.Equals("true", StringComparison.OrdinalIgnoreCase)
            )
            .SelectMany(parameter => (string[])[$"Parameters.{parameter.Key}", $"Parameters.{parameter.Key}.Default"]);

    private static void Compare(string path, TemplateNode before, TemplateNode after, Words lines)
    {
        if (before is TemplateMap { Tag: null } was && after is TemplateMap { Tag: null } becomes)
        {
            Maps(path, was, becomes, lines);
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
                Compare(Invariant($"{path}[{index}]"), old[index], now[index], lines);
            }
        }
        else if (Text(before) != Text(after))
        {
            lines.Add(lines.Hides(path) ? $"{path}: another value, which is not shown" : $"{path}: {Shown(before)} -> {Shown(after)}");
        }
    }

    private static void Maps(string path, TemplateMap before, TemplateMap after, Words lines)
    {
        foreach (var entry in before)
        {
            var at = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            if (after[entry.Key] is { } now)
            {
                Compare(at, entry.Value, now, lines);
            }
            else
            {
                lines.Add($"takes {at} out{Kind(path, entry.Value)}");
            }
        }

        lines.AddRange(
            after
                .Where(entry => before[entry.Key] is null)
                .Select(entry =>
                    $"adds {(path.Length == 0 ? entry.Key : $"{path}.{entry.Key}")}{(path == "Resources" ? Kind(path, entry.Value) : lines.Hides($"{path}.{entry.Key}") ? "" : $": {Shown(entry.Value)}")}"
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

    private sealed class Words(HashSet<string> hidden) : List<string>
    {
        public bool Hides(string path) => hidden.Contains(path);
    }
}
