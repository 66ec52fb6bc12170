using Cake.Core;
using Stevedore.Arguments;
using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Terminal;

namespace Stevedore.Shipping;

/// <summary>Prepares a builder, and bakes.</summary>
internal sealed class BakeRun(
    ICakeContext cake,
    IDocker docker,
    BuilderPreparation builders,
    BuildSecrets buildSecrets,
    CleanUp cleanUp,
    BuildFiles files,
    ContextExclusion exclusion,
    RunArguments arguments
)
{
    /// <summary>The builder of the run.</summary>
    public BuilderPreparation Builders => builders;

    /// <summary>Looks whether what images mount is there.</summary>
    /// <exception cref="StevedoreException">It is not.</exception>
    public void Check(IEnumerable<ImagePlan> images) => SshForwarding.Check(images, cake.Environment);

    /// <summary>The digest of every image that was pushed; empty when nothing was to be pushed.</summary>
    /// <param name="caches">Which caches there are to read.</param>
    public async Task<ImmutableDictionary<string, Digest>> Run(
        ShipPlan plan,
        BuildPurpose purpose,
        ImmutableHashSet<ImageName> images,
        CacheLook caches,
        CancellationToken stop = default
    )
    {
        var machine = Platform.OfThisMachine();
        var needed = plan.With(plan.Images.Where(image => images.Contains(image.Name)));
        Check(needed);
        var builder = await builders.Prepare(plan, purpose);
        var secrets = await buildSecrets.Read(plan, cleanUp.Cancellation);
        var readable = arguments.NoCache || !builder.IsComplete ? [] : await caches.Find(needed, builder);
        var request = new BakeRequest(plan, purpose, machine, builder, secrets.Names, images, readable);
        var dockerfiles = exclusion.Dockerfiles(needed, note => cake.Log.Note(note));
        files.Begin(BakeFile.Render(request with { Dockerfiles = dockerfiles }), BakeFile.Render(request));
        await docker.Bake(
            new(files.Bake, builder.Name, files.Metadata, files.Log, arguments.NoCache, secrets.Values)
            {
                LogIsKeptAs = files.KeptLog,
                Stop = stop,
            }
        );
        if (purpose != BuildPurpose.Push)
        {
            return ImmutableDictionary<string, Digest>.Empty;
        }

        foreach (var fault in CacheFaults.Unwritten(Log(), plan.Images))
        {
            cake.Log.Warn(fault);
        }

        return BakeMetadata.Digests(await File.ReadAllBytesAsync(files.Metadata, CancellationToken.None), files.Metadata);
    }

    /// <summary>The digests that the last bake pushed, or began to, by reference. Where it failed, only its log names them.</summary>
    public ImmutableDictionary<string, Digest> Pushed() => PushedManifests.In(Log());

    // On a full disk there may be none.
    private IEnumerable<string> Log() => File.Exists(files.Log) ? File.ReadLines(files.Log) : [];
}
