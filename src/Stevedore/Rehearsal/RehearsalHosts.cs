using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Planning.Dockerfiles;

namespace Stevedore.Rehearsal;

/// <summary>Looks whether every host of a plan is the lab's, before anything is asked of one.</summary>
internal static class RehearsalHosts
{
    /// <param name="plan">The plan as the lab would ship it.</param>
    /// <param name="dockerfiles">The Dockerfile of each image, by the image's name.</param>
    /// <exception cref="StevedoreException">Names each host that is not the lab's, and the setting that it comes from.</exception>
    public static void Check(ShipPlan plan, IReadOnlyDictionary<string, Dockerfile> dockerfiles, LabPlaces lab)
    {
        var foreign = Hosts(plan, dockerfiles).Where(place => !lab.Serves(place.Host)).Concat(Builder(plan, lab)).Distinct().ToArray();
        if (foreign.Length > 0)
        {
            var places = foreign.Select(place => $"{place.Host} ({place.Setting})");
            throw new StevedoreException(
                "Cannot rehearse",
                $"the plan reaches what is not the lab's: {string.Join(", ", places)}",
                "Name something of the lab's in its place, as with STEVEDORE__IMAGES__<name>__CONTEXTS or a build argument, or let the rehearsal reach a host "
                    + $"with STEVEDORE_LAB_HOSTS={foreign[0].Host}."
            );
        }
    }

    private static IEnumerable<(string Host, string Setting)> Hosts(ShipPlan plan, IReadOnlyDictionary<string, Dockerfile> dockerfiles) =>
        [
            .. plan.Registries.Select(registry => (registry.Host, $"registries.{registry.Name}")),
            .. plan.Images.SelectMany(image => Of(image).Concat(Pulled(image, dockerfiles))),
        ];

    private static IEnumerable<(string Host, string Setting)> Of(ImagePlan image)
    {
        foreach (var destination in image.Destinations)
        {
            yield return (destination.Reference.Host, $"registries.{destination.Registry}");
        }

        if (image.CacheRepository is { } cache)
        {
            yield return (cache.Reference.Host, $"images.{image.Name}.cache");
        }

        foreach (
            var (name, target) in image.Contexts.Where(context =>
                context.Value.StartsWith(ImageBases.Direct, StringComparison.Ordinal)
                // What an ECR source will have chosen is known in its pipeline alone; the run says what it lacks.
                && !context.Value.StartsWith($"{ImageBases.Direct}<", StringComparison.Ordinal)
            )
        )
        {
            yield return (HostOf(target[ImageBases.Direct.Length..]), $"images.{image.Name}.contexts.{name}");
        }
    }

    private static IEnumerable<(string Host, string Setting)> Pulled(
        ImagePlan image,
        IReadOnlyDictionary<string, Dockerfile> dockerfiles
    ) =>
        dockerfiles.TryGetValue(image.Name.Value, out var dockerfile)
            ? RehearsalImages
                .Of(image, dockerfile)
                .Select(pulled => (HostOf(pulled.Name), $"{pulled.What} {pulled.Name} of '{image.Name}'"))
            : [];

    private static IEnumerable<(string Host, string Setting)> Builder(ShipPlan plan, LabPlaces lab)
    {
        if (RehearsalBuilder.Leaving(plan.Builder.Settings, lab) is var (setting, value))
        {
            yield return (value, $"builder.{setting}");
        }

        if (plan.Builder.Selected is { } selected)
        {
            yield return (selected, "BUILDX_BUILDER");
        }
    }

    // What is no reference leads nowhere that could be the lab's.
    private static string HostOf(string reference) => BaseReference.Parse(reference)?.Host ?? reference;
}
