using Stevedore.Ecs.Plans;
using Stevedore.Images;
using Stevedore.Planning.Tags;
using Stevedore.Settings;
using Stevedore.Shipping;
using Stevedore.Source;

namespace Stevedore.Ecs.Sources;

/// <summary>Finds what was shipped of a commit in the registry that is deployed from, by the commit's tag.</summary>
internal sealed class CommitLookup(StevedoreSettings settings, ReleaseRegistries registries, CancellationToken cancellation)
{
    /// <exception cref="StevedoreException">It is not there, or of another commit.</exception>
    public async Task<DeployedRelease> Find(SourceFacts source)
    {
        var name =
            settings.Definitions?.Registry
            ?? throw new StevedoreException("Cannot find the release", "no registry is deployed from", "Name it in definitions.registry.");
        var registry = await registries.Plan(name, cancellation);
        var images = (settings.Images ?? []).Where(image => IsDeployed(image.Key, image.Value)).ToArray();
        if (images.Length == 0)
        {
            throw new StevedoreException(
                "Cannot tell what to deploy",
                "no image of the settings is for a container",
                "Set images.<name>.container, or deploy.services[].containers.<container>.image."
            );
        }

        var found = await Task.WhenAll(
            images.Select(async image =>
            {
                var repository = registries.Refer(registry, RepositoryName.Parse(image.Value.Repository!));
                var tag = TagPolicy.Decide(settings.Tags!, source, image.Value.TagPrefix ?? "").Commit.Tag;
                return await Find(source, ImageName.Parse(image.Key), image.Value.Container, repository, tag);
            })
        );
        return new(source.Commit, source.Url, [.. found], $"the registry {registry.Host}");
    }

    private bool IsDeployed(string name, ImageSettings image) =>
        image.Container is not null
        || (settings.Deploy?.Services ?? [])
            .SelectMany(service => service.Containers ?? [])
            .Any(container => container.Value.Image == $"image:{name}");

    private async Task<DeployedImage> Find(SourceFacts source, ImageName name, string? container, ImageReference repository, ImageTag tag)
    {
        var what = $"Cannot deploy {repository.At(tag)}";
        var client = await registries.Connect(repository.Host);
        var found =
            await ImageInspection.Find(client, repository.Repository, tag.Value, cancellation)
            ?? throw new StevedoreException(
                what,
                "the registry does not have it",
                "Run Ship for this commit, or name what was shipped: --release=<release.json> or --commit=<sha>."
            );
        return source.Commit is null || found.IsOf(source.Commit)
            ? new(name, container, repository, tag, found.Digest)
            : throw new StevedoreException(
                what,
                $"it is of commit {found.Revision ?? "unknown"}, not of {source.Commit}",
                "Run Ship for this commit, or name the --commit that is meant."
            );
    }
}
