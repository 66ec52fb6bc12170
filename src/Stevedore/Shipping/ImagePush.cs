using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Source;

namespace Stevedore.Shipping;

/// <summary>Has docker build and push images, and watches meanwhile what it does not: tags that others set, tokens that expire, a source that is changed.</summary>
internal sealed class ImagePush(
    StevedoreRun run,
    ImageBuild build,
    Repositories repositories,
    CacheLookup caches,
    TagWatch tags,
    Logins logins,
    PrivateDockerConfig config,
    Action<string> tell,
    CancellationToken cancellation
)
{
    /// <summary>The digests of the images, by name.</summary>
    /// <exception cref="StevedoreException">It failed, or is not what was asked for; it says which registry holds what.</exception>
    public async Task<ImmutableDictionary<string, Digest>> Run(ShipPlan plan, ImmutableArray<ImagePlan> builds)
    {
        using CancellationTokenSource stop = new();
        using CancellationTokenSource end = new();
        // A build takes long enough for another run of this commit to push its own platforms meanwhile.
        var watch = tags.Watch(builds, stop.Cancel, end.Token);
        StevedoreException? failure = null;
        var built = ImmutableDictionary<string, Digest>.Empty;
        try
        {
            built = await Run(plan, builds, stop.Token);
        }
        catch (StevedoreException cause)
        {
            failure = cause;
        }
        finally
        {
            await end.CancelAsync();
        }

        failure = await watch ?? failure;
        return failure is null ? Unchanged(plan, builds, built) : throw await PartialPush.Explain(failure, builds, build.Pushed(), tags);
    }

    private async Task<ImmutableDictionary<string, Digest>> Run(ShipPlan plan, ImmutableArray<ImagePlan> builds, CancellationToken stop)
    {
        // A cache is written at the end of a build, so its repository can be made meanwhile.
        var made = repositories.EnsureCaches(builds);
        try
        {
            return await build.Run(plan, BuildPurpose.Push, builds, caches, stop);
        }
        catch (StevedoreException) when (!stop.IsCancellationRequested)
        {
            // A build may take longer than a token lives. What has been built by then is in the builder's cache.
            if (!await logins.Renew(config, cancellation))
            {
                throw;
            }
        }
        finally
        {
            await made;
        }

        tell("A registry's token expired during the build; pushing again with a new one.");
        return await build.Run(plan, BuildPurpose.Push, builds, caches, stop);
    }

    // Docker reads the files when it comes to them, so that what it has pushed by now may be of no commit.
    private ImmutableDictionary<string, Digest> Unchanged(
        ShipPlan plan,
        ImmutableArray<ImagePlan> builds,
        ImmutableDictionary<string, Digest> built
    ) =>
        Change(plan) is { } how
            ? throw new StevedoreException(
                $"Cannot ship {plan.Source.Commit}",
                $"the source was changed while it was built: {how}. What was pushed may not be of that commit: "
                    + string.Join(
                        ", ",
                        builds.SelectMany(image => image.Destinations.Select(place => place.Reference.At(image.CommitTag)))
                    ),
                "Delete these tags, for the next run would take them for shipped, and run again where nobody works, such as in a `git worktree` of its own."
            )
            : built;

    // As planned: what earlier steps of a CodeBuild build wrote makes no other commit of it.
    private string? Change(ShipPlan plan)
    {
        try
        {
            return SourceChange.Between(plan.Source, run.SourceNow());
        }
        catch (StevedoreException cause)
        {
            return $"it cannot be read any more, since {cause.Why}";
        }
    }
}
