using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Releases;

namespace Stevedore.Shipping;

/// <summary>Builds and pushes what the registries do not hold yet, then sets the moving tags.</summary>
/// <param name="renew">Gets new tokens where the old ones have expired; whether any had.</param>
/// <param name="change">Looks how the source is no longer what was planned; null while it is.</param>
internal sealed class PushRun(
    Publication publication,
    BakeRun bake,
    CacheLook caches,
    StepTimes times,
    Func<Task<bool>> renew,
    Func<string?> change,
    Action<string> tell
)
{
    /// <summary>Every shipped image, as it then is in every registry.</summary>
    public async Task<ImmutableArray<ShippedImage>> Run(ShipPlan plan, bool rebuild)
    {
        var missing = await times.Measure("look", publication.Missing);
        if (!missing.IsEmpty)
        {
            // What cannot be built is found out before repositories are created for it.
            bake.Check(plan.With(missing));
            var builder = await times.Measure("builder", () => bake.Builders.Choose(plan, BuildPurpose.Push));
            // Repositories are looked at meanwhile.
            _ = builder.IsComplete ? caches.Find(plan.With(missing), builder) : null;
        }

        var decided = await times.Measure("repositories", () => publication.Decide(rebuild));
        var settled = plan.On(
            decided.Select(one => one.Found).OfType<FoundImage>().ToDictionary(found => found.Name, StringComparer.Ordinal)
        );
        decided = [.. decided.Select(one => On(one, settled))];
        ImmutableArray<ImagePlan> builds =
        [
            .. decided.Select(one => one.Decision).OfType<ShipDecision.Build>().Select(build => build.Image),
        ];
        var built = builds.IsEmpty ? ImmutableDictionary<string, Digest>.Empty : await times.Measure("build", () => Build(settled, builds));
        return await times.Measure("tags", () => publication.Complete(decided, built));
    }

    private static Decided On(Decided decided, ShipPlan settled) =>
        decided.Decision is ShipDecision.Build build
            ? decided with
            {
                Decision = build with { Image = settled.Images.First(image => image.Name == build.Image.Name) },
            }
            : decided;

    private async Task<ImmutableDictionary<string, Digest>> Build(ShipPlan plan, ImmutableArray<ImagePlan> builds)
    {
        using CancellationTokenSource stop = new();
        using CancellationTokenSource end = new();
        // A build takes long enough for another run of this commit to push its own platforms meanwhile.
        var watch = publication.Watch(builds, stop.Cancel, end.Token);
        StevedoreException? failure = null;
        var built = ImmutableDictionary<string, Digest>.Empty;
        try
        {
            built = await Build(plan, builds, stop.Token);
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
        return failure is null ? Unchanged(plan, builds, built) : throw await publication.Explained(failure, builds, bake.Pushed());
    }

    // Docker reads the files when it comes to them, so that what it has pushed by now may be of no commit.
    private ImmutableDictionary<string, Digest> Unchanged(
        ShipPlan plan,
        ImmutableArray<ImagePlan> builds,
        ImmutableDictionary<string, Digest> built
    ) =>
        change() is { } how
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

    private async Task<ImmutableDictionary<string, Digest>> Build(ShipPlan plan, ImmutableArray<ImagePlan> builds, CancellationToken stop)
    {
        // A cache is written at the end of a build, so its repository can be made meanwhile.
        var repositories = publication.EnsureCaches(builds);
        ImmutableHashSet<ImageName> names = [.. builds.Select(image => image.Name)];
        try
        {
            return await bake.Run(plan, BuildPurpose.Push, names, caches, stop);
        }
        catch (StevedoreException) when (!stop.IsCancellationRequested)
        {
            // A build may take longer than a token lives. What has been built by then is in the builder's cache.
            if (!await renew())
            {
                throw;
            }
        }
        finally
        {
            await repositories;
        }

        tell("A registry's token expired during the build; pushing again with a new one.");
        return await bake.Run(plan, BuildPurpose.Push, names, caches, stop);
    }
}
