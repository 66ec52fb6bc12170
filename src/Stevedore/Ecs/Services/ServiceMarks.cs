using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings.Rules;

namespace Stevedore.Ecs.Services;

/// <summary>Marks in the registry what a service runs.</summary>
internal sealed class ServiceMarks(EcsRun run)
{
    /// <param name="images">What its containers run: references as task definitions have them, and the digests where these do not say them.</param>
    /// <returns>What a person should know; empty where all is marked.</returns>
    public async Task<ImmutableArray<string>> Mark(ServiceName service, IEnumerable<(string? Image, Digest? Digest)> images)
    {
        DeployedMarks marks = new(run.Registries, run.Cancellation);
        var notes = ImmutableArray.CreateBuilder<string>();
        foreach (var (image, digest) in images)
        {
            if (
                BaseReference.Parse(image ?? "") is { } reference
                && NameOf(reference) is { } name
                && (reference.Digest ?? digest) is { } runs
                && await marks.Move(new(reference.Host, reference.Repository), Mark(service, name), runs) is { } note
            )
            {
                notes.Add(note);
            }
        }

        return notes.ToImmutable();
    }

    // Where several services are deployed, one may stay behind the others.
    private string Mark(ServiceName service, string image) =>
        DeploymentMark.Name(
            run.Settings.Images?.GetValueOrDefault(image)?.TagPrefix,
            run.Environment,
            (run.Settings.Deploy?.Services?.Count ?? 0) > 1 ? service.Name : null
        );

    // A sidecar from elsewhere is not ours to mark.
    private string? NameOf(BaseReference reference) =>
        (run.Settings.Images ?? []).FirstOrDefault(image => image.Value.Repository == reference.Repository.Value).Key
        ?? ((run.Settings.Images ?? []).Count == 0 && EcrHost.Place(reference.Host) is not null ? reference.Repository.Value : null);
}
