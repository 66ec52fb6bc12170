using Stevedore.Ecs.Plans;
using Stevedore.Images;
using Stevedore.Registries.Distribution;
using Stevedore.Shipping;

namespace Stevedore.Ecs.Sources;

/// <summary>Whether the registries hold what is to be deployed, for the machines that are to run it. Changes nothing.</summary>
internal sealed class ReleaseCheck(ReleaseRegistries registries, Action<string> warn, CancellationToken cancellation)
{
    /// <exception cref="StevedoreException">A digest is missing, or is for other machines.</exception>
    public async Task<ImmutableArray<ServicePlan>> Run(ImmutableArray<ServicePlan> plans)
    {
        var wanted = (
            from plan in plans
            where plan.Step is ServiceStep.Update or ServiceStep.Restart
            from image in plan.Images
            select (
                plan.Target.Service,
                Container: image.Key,
                Image: image.Value,
                plan.Now.Definition.Architecture,
                plan.Now.Definition.IsWindows
            )
        ).ToArray();
        var found = await Task.WhenAll(wanted.Select(one => one.Image).DistinctBy(image => image.Reference).Select(Find));
        foreach (var (service, container, image, architecture, isWindows) in wanted)
        {
            var there = found.First(one => one.Image.Reference == image.Reference).There;
            if (there?.Platforms is { IsEmpty: false } platforms && architecture is not null && !isWindows)
            {
                Refuse(service, container, image, platforms, architecture);
            }
        }

        return plans;
    }

    /// <summary>What a registry has of a digest; null where it may not be asked, which is told.</summary>
    /// <exception cref="StevedoreException">It has nothing.</exception>
    private async Task<(DeployedImage Image, PublishedImage? There)> Find(DeployedImage image)
    {
        var repository = image.Repository;
        try
        {
            var client = await registries.Connect(repository.Host);
            return (
                image,
                await ImageInspection.Find(client, repository.Repository, image.Digest.Value, cancellation)
                    ?? throw new StevedoreException(
                        $"Cannot deploy {repository.At(image.Digest)}",
                        "the registry does not have it",
                        "Run Ship for its commit, or name another release; a lifecycle rule may have deleted it."
                    )
            );
        }
        catch (RegistryException denied) when (denied.Fault is RegistryFault.Denied or RegistryFault.Unauthorized)
        {
            warn($"Whether {repository.At(image.Digest)} is there is not known: {denied.Why}.");
            return (image, null);
        }
    }

    private static void Refuse(
        ServiceName service,
        string container,
        DeployedImage image,
        ImmutableArray<Platform> platforms,
        string architecture
    )
    {
        if (!platforms.Any(platform => platform.ToString().Split('/') is ["linux", var own, ..] && own == architecture))
        {
            throw new StevedoreException(
                $"Cannot deploy {image.Reference} to {service}",
                $"its task is for linux/{architecture}, and the image for container '{container}' is for {string.Join(", ", platforms)}",
                $"Add linux/{architecture} to the image's platforms and ship it, or set runtimePlatform.cpuArchitecture of the task definition."
            );
        }
    }
}
