using Stevedore.Ecs.Sources;
using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Images;
using Stevedore.Registries.Distribution;

namespace Stevedore.Ecs.Rollbacks;

/// <summary>Whether what ran before can run again, as it ran: a deployment resolves tags anew.</summary>
/// <remarks><see href="https://github.com/aws/amazon-ecs-agent/issues/4226"/></remarks>
internal sealed class RevisionCheck(ReleaseRegistries registries, Action<string> warn, CancellationToken cancellation)
{
    /// <summary>The containers whose tags have moved since, and what they ran; empty where all tags still name that.</summary>
    /// <exception cref="StevedoreException">An image is gone.</exception>
    public async Task<ImmutableArray<ContainerChange>> Look(ServiceName service, EarlierRevision revision)
    {
        var pins = await Task.WhenAll(revision.Definition.Containers.Select(container => Look(service, revision, container)));
        return [.. pins.OfType<ContainerChange>()];
    }

    private async Task<ContainerChange?> Look(ServiceName service, EarlierRevision revision, string container)
    {
        var image = revision.Definition.ImageOf(container);
        if (image is null || BaseReference.Parse(image) is not { } reference)
        {
            return null;
        }

        var ran = reference.Digest ?? revision.Ran.GetValueOrDefault(container);
        try
        {
            var client = await registries.Connect(reference.Host);
            var wanted = ran?.Value ?? reference.Tag.Value;
            if (await client.Find(reference.Repository, wanted, cancellation) is null)
            {
                throw new StevedoreException(
                    $"Cannot roll back {service} to {revision.Definition.Name}",
                    $"the image of its container '{container}' is gone: {reference.Host}/{reference.Repository} has no {wanted}",
                    "Go further back with --to=<commit|tag|revision>. Lifecycle rules should spare deployed*."
                );
            }

            if (reference.Digest is not null)
            {
                return null;
            }

            if (ran is null)
            {
                warn($"What container '{container}' of {revision.Definition.Name} ran is not known: {image} may name another image now.");
                return null;
            }

            // Also where the tag names it now: a deployment resolves it later.
            return Pin(container, reference, ran);
        }
        catch (RegistryException fault)
        {
            warn($"Whether {image} of container '{container}' is still there is not known: {fault.Why}.");
            return ran is null || reference.Digest is not null ? null : Pin(container, reference, ran);
        }
    }

    private static ContainerChange Pin(string container, BaseReference reference, Digest ran) =>
        new(container, $"{reference.Host}/{reference.Repository}:{reference.Tag}@{ran}");
}
