using Stevedore.Settings.Layers;

namespace Stevedore.Settings.Rules;

/// <summary>What only all layers together can get wrong.</summary>
internal static class MeaningCheck
{
    public static void All(SettingNode settings, RegistryTypes types, ImmutableArray<string> environments, SettingFaults faults)
    {
        var registries = settings["registries"]!.Keys;
        var images = settings["images"]?.Keys ?? [];
        foreach (var (name, registry) in registries)
        {
            RegistryCheck.Of(name, registry, types, faults);
        }

        foreach (var (name, image) in images)
        {
            ImageCheck.Of(name, image, registries, faults);
        }

        ImageLinkCheck.All(images, faults);
        ReferenceCheck.All(images, types, faults);
        ImageCheck.Registry(settings["definitions"]!["registry"], "definitions.registry", registries, faults);
        PipelineCheck.All(settings, environments, faults);
    }
}
