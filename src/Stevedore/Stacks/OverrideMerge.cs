using Stevedore.Stacks.Yaml;

namespace Stevedore.Stacks;

/// <summary>Merges what a person wrote over a template: maps by key, lists replaced, null removes.</summary>
internal static class OverrideMerge
{
    private static readonly ImmutableArray<string> Sections =
    [
        "Description",
        "Metadata",
        "Parameters",
        "Rules",
        "Mappings",
        "Conditions",
        "Transform",
        "Resources",
        "Outputs",
    ];

    /// <param name="template">Is changed.</param>
    /// <param name="text">The overrides.</param>
    /// <param name="file">As messages show it.</param>
    /// <returns>What it touches: one line each, <c>replaces Resources.BuildProject.Properties.TimeoutInMinutes</c>.</returns>
    /// <exception cref="StevedoreException">They are no YAML, or do not merge; names the line.</exception>
    public static ImmutableArray<string> Into(TemplateMap template, string text, string file)
    {
        var overrides = TemplateReader.Read(text, file);
        if (overrides is null)
        {
            return [];
        }

        if (overrides is not TemplateMap map)
        {
            throw Fault(file, overrides.Line, "it is no map", "Begin with a section of the template, such as Resources.");
        }

        foreach (var section in map.Where(section => !Sections.Contains(section.Key)))
        {
            throw Fault(
                file,
                section.Value.Line,
                $"'{OutsideText.Line(section.Key, 80)}' is no section of a template",
                new Complaint("", Nearest.Hint(section.Key, Sections)).Sentence
            );
        }

        List<string> touched = [];
        Merge(template, map, "", file, touched);
        return [.. touched];
    }

    private static void Merge(TemplateMap template, TemplateMap overrides, string path, string file, List<string> touched)
    {
        foreach (var (key, value, _) in overrides)
        {
            var at = path.Length == 0 ? key : $"{path}.{key}";
            var there = template[key];
            if (value is TemplateText { IsNull: true })
            {
                if (!template.Remove(key))
                {
                    throw Fault(
                        file,
                        value.Line,
                        $"it removes {at}, which is not there",
                        template.Count == 0
                            ? "Take the line out."
                            : new Complaint("", Nearest.Hint(key, [.. template.Select(entry => entry.Key)])).Sentence
                    );
                }

                touched.Add($"removes {at}");
            }
            else if (there is TemplateMap { Tag: null } inner && value is TemplateMap { Tag: null } over)
            {
                Merge(inner, over, at, file, touched);
            }
            else if (there is { Tag: null } && value.Tag is null && Kind(there) != Kind(value))
            {
                throw Fault(
                    file,
                    value.Line,
                    $"{at} is {Kind(there)} in the template, and {Kind(value)} here",
                    $"Write {Kind(there)}, or remove it with null first and add it under another name."
                );
            }
            else
            {
                template.Set(key, value);
                touched.Add($"{(there is null ? "adds" : "replaces")} {at}");
            }
        }
    }

    private static string Kind(TemplateNode node) =>
        node switch
        {
            TemplateMap => "a map",
            TemplateList => "a list",
            _ => "a value",
        };

    private static StevedoreException Fault(string file, int line, string why, string fix) =>
        new($"Cannot merge {file}", Invariant($"line {line}: {why}"), fix);
}
