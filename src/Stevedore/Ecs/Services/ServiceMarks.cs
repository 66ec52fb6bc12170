using Stevedore.Ecs.Plans;
using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings.Rules;

namespace Stevedore.Ecs.Services;

/// <summary>Marks in the registry what a service runs.</summary>
internal sealed class ServiceMarks(EcsRun run)
{
    /// <summary>What marks a service, but for the prefix of an image's tags. Where several are deployed, one may stay behind the others.</summary>
    public string Name(ServiceName service) => Name(service, null);

    /// <summary>What a deployment has brought. Where nothing was marked before, what ran until then is marked as the way back.</summary>
    /// <returns>What a person should know; empty where all is marked.</returns>
    public async Task<ImmutableArray<string>> Mark(ServicePlan plan)
    {
        var service = plan.Target.Service;
        var notes = ImmutableArray.CreateBuilder<string>();
        foreach (var (container, image) in plan.Images)
        {
            var repository = image.Repository;
            if (MarkOf(service, image.Name.Value, repository, plan.Now.Definition) is not { } mark)
            {
                notes.Add(
                    $"{service.Name}: nothing marks in {repository.Name} that container '{container}' runs {image.Digest}: "
                        + (
                            run.Settings.Images is { Count: > 0 }
                                ? "no registry of the settings is there. Lifecycle rules there have to spare it."
                                : "there are no settings with its image. Lifecycle rules have to spare it; Stevedore marks it where stevedore.json has images."
                        )
                );
            }
            else if (await Marks.Move(repository, mark, image.Digest, Before(plan.Now, container, repository)) is { } note)
            {
                notes.Add(note);
            }
        }

        return notes.ToImmutable();
    }

    /// <param name="now">What it ran: where no settings say how it is marked, its tags do.</param>
    /// <param name="images">What its containers run: references as task definitions have them, and the digests where these do not say them.</param>
    /// <returns>What a person should know; empty where all is marked.</returns>
    public async Task<ImmutableArray<string>> Mark(
        ServiceName service,
        TaskDefinition now,
        IEnumerable<(string Container, string? Image, Digest? Digest)> images
    )
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        foreach (var (container, image, digest) in images)
        {
            if (BaseReference.Parse(image ?? "") is not { } reference || (reference.Digest ?? digest) is not { } runs)
            {
                continue;
            }

            ImageReference repository = new(reference.Host, reference.Repository);
            var isSet = run.Settings.Images is { Count: > 0 };
            var mark = isSet
                ? NameOf(service, container, reference) is { } name
                    ? MarkOf(service, name, repository, now)
                    : null
                : EcrHost.Place(reference.Host) is not null
                    ? now.Tag(DeploymentTags.MarkKey)
                    : null;
            // Where settings do not say whose it is, what nothing has marked so far may be somebody else's.
            var onlyWhereMarked = !isSet || !run.Registries.IsNamed(reference.Host, isCertain: true);
            if (mark is not null && await Marks.Move(repository, mark, runs, onlyWhereMarked: onlyWhereMarked) is { } note)
            {
                notes.Add(note);
            }
        }

        return notes.ToImmutable();
    }

    private DeployedMarks Marks => new(run.Registries, run.Clock, run.Cancellation);

    // Only what is in the same repository can be marked there.
    private static Digest? Before(RunningService now, string container, ImageReference repository) =>
        BaseReference.Parse(now.Definition.ImageOf(container) ?? "") is { } ran
        && ran.Host == repository.Host
        && ran.Repository == repository.Repository
            ? now.DigestOf(container)
            : null;

    // A registry that is not of the settings is not ours to write to. Without settings, what was shipped says where it is.
    private string? MarkOf(ServiceName service, string image, ImageReference repository, TaskDefinition now) =>
        run.Settings.Images is { Count: > 0 } images
            ? run.Registries.IsNamed(repository.Host)
                ? Name(service, images.GetValueOrDefault(image)?.TagPrefix)
                : null
            : EcrHost.Place(repository.Host) is not null
                ? now.Tag(DeploymentTags.MarkKey) ?? Name(service)
                : null;

    private string Name(ServiceName service, string? prefix) =>
        DeploymentMark.Name(prefix, run.Environment, (run.Settings.Deploy?.Services?.Count ?? 0) > 1 ? service.Name : null);

    // Several images may share a repository, and are told apart by the container, else by how their tags begin. A sidecar from elsewhere is not ours to mark.
    private string? NameOf(ServiceName service, string container, BaseReference reference)
    {
        var images = (run.Settings.Images ?? []).Where(image => image.Value.Repository == reference.Repository.Value).ToArray();
        var said = (run.Settings.Deploy?.Services ?? [])
            .FirstOrDefault(one => ServiceName.Last(one.Service) == service.Name)
            ?.Containers?.GetValueOrDefault(container)
            ?.Image?[ShippedImageRule.Prefix.Length..];
        return images.Length == 1
            ? images[0].Key
            : images.FirstOrDefault(image => image.Key == said).Key
                ?? images.FirstOrDefault(image => said is null && image.Value.Container == container).Key
                ?? images
                    .Where(image => reference.Tag.Value.StartsWith(image.Value.TagPrefix ?? "", StringComparison.Ordinal))
                    .MaxBy(image => image.Value.TagPrefix?.Length ?? 0)
                    .Key;
    }
}
