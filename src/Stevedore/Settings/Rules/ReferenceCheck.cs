using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

/// <summary>Two images under one reference: the later push would hide the earlier.</summary>
internal static class ReferenceCheck
{
    public static void All(OrderedDictionary<string, SettingNode> images, RegistryTypes types, SettingFaults faults)
    {
        Dictionary<string, string> taken = [];
        HashSet<string> reported = [];
        foreach (var (name, image) in images)
        {
            foreach (var registry in image["registries"]?.Items.Select(item => item.Value!) ?? [])
            {
                var repository = Repository(image, types.KindOf(registry));
                // No name has a blank or a colon in it.
                var reference = $"{registry} {repository}:{image.TextOf("tagPrefix")}";
                if (!taken.TryAdd(reference, name) && taken[reference] != name && reported.Add(name))
                {
                    Report(name, image, $"'{repository}' in registry '{registry}' is where images.{taken[reference]} goes", faults);
                }
            }
        }
    }

    // Where there is one level of names, two repositories may fall together.
    private static string Repository(SettingNode image, RegistryKeys? kind)
    {
        var repository = image["repository"]?.Value ?? "";
        return kind?.RepositoryOf(repository) ?? repository;
    }

    private static void Report(string name, SettingNode image, string problem, SettingFaults faults)
    {
        var said = image["repository"]!.Origin;
        var origin = said.Line is null ? image.Origin : said;
        faults.Add(origin, $"images.{name}.repository", problem, "give one of them another repository or a tagPrefix");
    }
}
