using Stevedore.Ecs.Sources;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;

namespace Stevedore.Ecs.Services;

/// <summary>The tags that mark what runs and what ran before it, so that lifecycle rules spare them.</summary>
internal sealed class DeployedMarks(ReleaseRegistries registries, TimeProvider clock, CancellationToken cancellation)
{
    private const int Kept = 3;

    // The deployment is done, and a person waits.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Moves the mark to a digest, and the earlier ones behind it.</summary>
    /// <param name="mark">See <see cref="DeploymentMark"/>.</param>
    /// <param name="before">What ran until then, where nothing is marked yet; null where that is not known.</param>
    /// <param name="onlyWhereMarked">Whether nothing is done in a repository that has no such mark.</param>
    /// <returns>A note for a person where it could not be moved; null where it was, or is there already.</returns>
    public async Task<string?> Move(
        ImageReference repository,
        string mark,
        Digest digest,
        Digest? before = null,
        bool onlyWhereMarked = false
    )
    {
        using CancellationTokenSource limit = new(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            // What connects asks several, and cannot be told to stop.
            return await Move(repository, mark, digest, before, onlyWhereMarked, either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Invariant(
                $"{repository.Name}:{mark} could not be set to what runs: {repository.Host} did not answer within {Longest.TotalSeconds:0} s. {Advice(repository)}"
            );
        }
        catch (StevedoreException fault)
        {
            return $"{repository.Name}:{mark} could not be set to what runs: {fault.Why}. {Advice(repository)}";
        }
    }

    private async Task<string?> Move(
        ImageReference repository,
        string mark,
        Digest digest,
        Digest? before,
        bool onlyWhereMarked,
        CancellationToken limit
    )
    {
        var client = await registries.Connect(repository.Host);
        string[] names = [mark, .. Enumerable.Range(1, Kept).Select(back => Invariant($"{mark}-{back}"))];
        if (names.Any(name => ImageTag.TryParse(name) is null))
        {
            return $"{repository} is not marked: '{names[^1]}' cannot be a tag.";
        }

        var now = await Task.WhenAll(names.Select(name => client.Find(repository.Repository, name, limit)));
        Digest[] held = [.. now.OfType<Digest>()];
        if (onlyWhereMarked && held.Length == 0)
        {
            return null;
        }

        var earlier = held.Length == 0 && before is not null ? [before] : held;
        ImmutableArray<Digest> next = [.. earlier.Prepend(digest).Distinct().Take(names.Length)];
        // The oldest first: cut short, none of them is lost.
        for (var place = next.Length - 1; place >= 0; place--)
        {
            if (now[place] != next[place] && !await Set(client, repository, names[place], next[place], limit) && place == 0)
            {
                return $"{repository.Name}:{mark} was not set to what runs: the registry does not have {digest} any more. Ship and deploy again.";
            }
        }

        return null;
    }

    private static async Task<bool> Set(
        RegistryClient client,
        ImageReference repository,
        string name,
        Digest digest,
        CancellationToken cancellation
    )
    {
        // What ran once may be gone: then there is nothing to go back to, and nothing to mark.
        if (await client.Get(repository.Repository, digest.Value, cancellation) is not { } manifest)
        {
            return false;
        }

        _ = await client.Put(repository.Repository, name, manifest, cancellation);
        return true;
    }

    private static string Advice(ImageReference repository) =>
        Settings.Rules.EcrHost.Place(repository.Host) is var (_, region)
            ? $"Where its tags are immutable: `aws ecr put-image-tag-mutability --repository-name {repository.Repository} --region {region} "
                + $"--image-tag-mutability IMMUTABLE_WITH_EXCLUSION --image-tag-mutability-exclusion-filters filterType=WILDCARD,filter='{DeploymentMark.Pattern(null)}'` "
                + "with the filters that it has; else allow ecr:PutImage."
            : "Let this user push there.";
}
