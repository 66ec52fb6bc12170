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
    public Task<ImmutableArray<string>> Mark(ServicePlan plan) =>
        Mark(
            plan.Target.Service,
            plan.Now.Definition,
            plan.Images.Select(image => ((string?)image.Value.Reference, (Digest?)null)),
            plan.Images.ToImmutableDictionary(
                image => image.Value.Reference,
                image => Before(plan.Now, image.Key, image.Value.Repository),
                StringComparer.Ordinal
            )
        );

    // Only what is in the same repository can be marked there.
    private static Digest? Before(RunningService now, string container, ImageReference repository) =>
        BaseReference.Parse(now.Definition.ImageOf(container) ?? "") is { } ran
        && ran.Host == repository.Host
        && ran.Repository == repository.Repository
            ? now.DigestOf(container)
            : null;

    /// <param name="now">What it ran: where no settings say how it is marked, its tags do.</param>
    /// <param name="images">What its containers run: references as task definitions have them, and the digests where these do not say them.</param>
    /// <returns>What a person should know; empty where all is marked.</returns>
    public async Task<ImmutableArray<string>> Mark(
        ServiceName service,
        TaskDefinition now,
        IEnumerable<(string? Image, Digest? Digest)> images,
        ImmutableDictionary<string, Digest?>? before = null
    )
    {
        DeployedMarks marks = new(run.Registries, run.Clock, run.Cancellation);
        var notes = ImmutableArray.CreateBuilder<string>();
        foreach (var (image, digest) in images)
        {
            if (
                BaseReference.Parse(image ?? "") is { } reference
                && NameOf(reference) is { } name
                && (reference.Digest ?? digest) is { } runs
                && Mark(service, name, now) is { } mark
                && await marks.Move(new(reference.Host, reference.Repository), mark, runs, before?.GetValueOrDefault(image!)) is { } note
            )
            {
                notes.Add(note);
            }
        }

        return notes.ToImmutable();
    }

    private string? Mark(ServiceName service, string image, TaskDefinition now) =>
        run.Settings.Images is { Count: > 0 }
            ? Name(service, run.Settings.Images.GetValueOrDefault(image)?.TagPrefix)
            : now.Tag(DeploymentTags.MarkKey);

    private string Name(ServiceName service, string? prefix) =>
        DeploymentMark.Name(prefix, run.Environment, (run.Settings.Deploy?.Services?.Count ?? 0) > 1 ? service.Name : null);

    // A sidecar from elsewhere is not ours to mark.
    private string? NameOf(BaseReference reference) =>
        (run.Settings.Images ?? []).FirstOrDefault(image => image.Value.Repository == reference.Repository.Value).Key
        ?? ((run.Settings.Images ?? []).Count == 0 && EcrHost.Place(reference.Host) is not null ? reference.Repository.Value : null);
}
