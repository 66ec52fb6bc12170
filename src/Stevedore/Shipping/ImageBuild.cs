using Cake.Core;
using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Terminal;

namespace Stevedore.Shipping;

/// <summary>Builds images: on one builder, by one bake, from files in the run's private folder.</summary>
internal sealed class ImageBuild(
    StevedoreRun run,
    IDocker docker,
    BuilderPreparation builders,
    BuildSecrets buildSecrets,
    BuildFiles files,
    ContextExclusion exclusion,
    CancellationToken cancellation
)
{
    /// <summary>Begins to list docker's builders, for a build that is likely to come.</summary>
    public void BeginListing(ShipPlan plan) => builders.BeginListing(plan);

    /// <summary>Chooses the builder. Changes nothing.</summary>
    /// <param name="images">What it is to build.</param>
    /// <exception cref="StevedoreException">No builder can be had that does what is needed, or what images mount is not there.</exception>
    public Task<BuilderDecision> Choose(ShipPlan plan, IEnumerable<ImagePlan> images)
    {
        SshForwarding.Check(plan.With(images), run.Cake.Environment);
        return builders.Choose(plan, BuildPurpose.Push);
    }

    /// <summary>Places what was built with among the output files; nothing where nothing was built.</summary>
    public void Keep() => files.Place();

    /// <summary>Leaves docker's log alone there, after a failure.</summary>
    public void KeepLog()
    {
        try
        {
            files.PlaceLog();
        }
        catch (StevedoreException cause)
        {
            run.Cake.Log.Warn($"The log is lost: {cause.Message}");
        }
    }

    /// <summary>The digests that the last bake pushed, or began to, by reference. Where it failed, only its log names them.</summary>
    public ImmutableDictionary<string, Digest> Pushed() => PushedManifests.In(Log());

    /// <summary>The digest of every image that was pushed; empty when nothing was to be pushed.</summary>
    /// <param name="images">Those that are built, besides what they stand on.</param>
    /// <param name="caches">Which caches there are to read.</param>
    /// <param name="stop">Stops docker.</param>
    /// <exception cref="StevedoreException">A build or a push failed.</exception>
    public async Task<ImmutableDictionary<string, Digest>> Run(
        ShipPlan plan,
        BuildPurpose purpose,
        IEnumerable<ImagePlan> images,
        CacheLookup caches,
        CancellationToken stop = default
    )
    {
        ImmutableHashSet<ImageName> names = [.. images.Select(image => image.Name)];
        var needed = plan.With(plan.Images.Where(image => names.Contains(image.Name)));
        SshForwarding.Check(needed, run.Cake.Environment);
        var builder = await builders.Prepare(plan, purpose);
        var secrets = await buildSecrets.Read(plan, cancellation);
        var readable = run.Options.NoCache || !builder.IsComplete ? [] : await caches.Find(needed, builder);
        var request = new BakeRequest(plan, purpose, Platform.OfThisMachine(), builder, secrets.Names, names, readable)
        {
            Home = UserFolder.Of(run.Cake.Environment),
        };
        var dockerfiles = exclusion.Dockerfiles(needed, run.Cake.Log.Note);
        files.Begin(BakeFile.Render(request with { Dockerfiles = dockerfiles }), BakeFile.Render(request));
        await docker.Bake(
            new(files.Bake, builder.Name, files.Metadata, files.Log, run.Options.NoCache, secrets.Values)
            {
                LogIsKeptAs = files.KeptLog,
                Entitlements = [.. plan.Builder.Settings.Entitlements ?? []],
                Stop = stop,
            }
        );
        if (purpose != BuildPurpose.Push)
        {
            return ImmutableDictionary<string, Digest>.Empty;
        }

        foreach (var fault in CacheFaults.Unwritten(Log(), plan.Images))
        {
            run.Cake.Log.Warn(fault);
        }

        var metadata = FileFaults.Tell(
            $"Cannot read {files.Metadata}, in which docker says what it pushed",
            "Run again: what is there already is kept.",
            () => File.ReadAllBytes(files.Metadata)
        );
        return BakeMetadata.Digests(metadata, files.Metadata);
    }

    // On a full disk there may be none.
    private IEnumerable<string> Log() => File.Exists(files.Log) ? File.ReadLines(files.Log) : [];
}
