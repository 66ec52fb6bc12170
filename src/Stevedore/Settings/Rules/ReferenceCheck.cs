using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

/// <summary>Two images under one reference: the later push would hide the earlier.</summary>
internal static class ReferenceCheck
{
    public static void All(
        OrderedDictionary<string, SettingNode> images,
        OrderedDictionary<string, SettingNode> registries,
        SettingFaults faults
    )
    {
        Dictionary<(string Registry, string Repository, string Prefix), string> taken = [];
        HashSet<string> reported = [];
        foreach (var (name, image) in images)
        {
            foreach (var registry in image["registries"]?.Items.Select(item => item.Value!) ?? [])
            {
                var repository = Repository(image, registries.GetValueOrDefault(registry));
                var reference = (registry, repository, image["tagPrefix"]?.Value ?? "");
                if (!taken.TryAdd(reference, name) && taken[reference] != name && reported.Add(name))
                {
                    Report(name, image, taken[reference], reference, faults);
                }
            }
        }
    }

    // Docker Hub has one level, so that two repositories may fall together there.
    private static string Repository(SettingNode image, SettingNode? registry)
    {
        var repository = image["repository"]?.Value ?? "";
        return registry?["type"]?.Value == "docker-hub" ? repository.Replace('/', '-') : repository;
    }

    private static void Report(
        string name,
        SettingNode image,
        string other,
        (string Registry, string Repository, string Prefix) reference,
        SettingFaults faults
    )
    {
        var said = image["repository"]!.Origin;
        faults.Add(
            said.Line is null ? image.Origin : said,
            $"images.{name}.repository",
            $"'{reference.Repository}' in registry '{reference.Registry}' is where images.{other} goes",
            "give one of them another repository or a tagPrefix"
        );
    }
}
