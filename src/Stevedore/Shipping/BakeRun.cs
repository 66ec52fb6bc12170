using Cake.Core;
using Cake.Core.Diagnostics;
using Stevedore.Arguments;
using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Outputs;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>Chooses a builder, prepares it, and bakes.</summary>
internal sealed class BakeRun(
    ICakeContext cake,
    IDocker docker,
    BuildSecrets buildSecrets,
    CleanUp cleanUp,
    OutputFolder outputs,
    RunArguments arguments
)
{
    private const string BakeFileName = "bake.json";
    private const string MetadataFileName = "metadata.json";
    private const string LogFileName = "docker.log";

    private BuilderDecision? chosen;
    private Task<ImmutableArray<Builder>>? listed;

    /// <summary>Begins to list docker's builders, for a choice that is likely to come.</summary>
    public void Expect() => listed = docker.ListBuilders();

    /// <summary>Looks whether what images mount is there.</summary>
    /// <exception cref="StevedoreException">It is not.</exception>
    public void Check(IEnumerable<ImagePlan> images) => SshForwarding.Check(images, cake.Environment);

    /// <summary>Chooses the builder, once. Changes nothing.</summary>
    /// <exception cref="StevedoreException">No builder can be had that does what is needed.</exception>
    public async Task<BuilderDecision> Choose(ShipPlan plan, BuildPurpose purpose)
    {
        if (chosen is null)
        {
            var needs = BuilderNeeds.Of(plan, purpose, Platform.OfThisMachine());
            chosen = BuilderChoice.Decide(
                new(plan.Builder, needs, await (listed ??= docker.ListBuilders()), plan.Source.IsCodeBuild)
                {
                    Authorities = RegistryAuthority.Of(plan, Root),
                    Config = Config(plan.Builder.Settings.Config),
                }
            );
        }

        return chosen;
    }

    /// <summary>The digest of every image that was pushed; empty when nothing was to be pushed.</summary>
    /// <param name="caches">Which caches there are to read.</param>
    public async Task<ImmutableDictionary<string, Digest>> Run(
        ShipPlan plan,
        BuildPurpose purpose,
        ImmutableHashSet<ImageName> images,
        CacheLook caches
    )
    {
        var machine = Platform.OfThisMachine();
        var needed = plan.With(plan.Images.Where(image => images.Contains(image.Name)));
        Check(needed);
        var builder = await Prepare(await Choose(plan, purpose));
        var secrets = await buildSecrets.Read(plan, cleanUp.Cancellation);
        var readable = arguments.NoCache || !builder.IsComplete ? [] : await caches.Find(needed, builder);
        var request = new BakeRequest(plan, purpose, machine, builder, secrets.Names, images, readable);
        outputs.Write(BakeFileName, BakeFile.Render(request));
        await docker.Bake(
            new(
                outputs.Path(BakeFileName),
                builder.Name,
                outputs.Path(MetadataFileName),
                outputs.Path(LogFileName),
                arguments.NoCache,
                secrets.Values
            )
        );
        if (purpose != BuildPurpose.Push)
        {
            return ImmutableDictionary<string, Digest>.Empty;
        }

        foreach (var fault in CacheFaults.Unwritten(Log(), plan.Images))
        {
            cake.Log.Warn(fault);
        }

        return BakeMetadata.Digests(await File.ReadAllBytesAsync(outputs.Path(MetadataFileName)), outputs.Path(MetadataFileName));
    }

    /// <summary>The digests that the last bake pushed, or began to, by reference. Where it failed, only its log names them.</summary>
    public ImmutableDictionary<string, Digest> Pushed() => PushedManifests.In(Log());

    private string Root => cake.Environment.WorkingDirectory.FullPath;

    private string? Config(string? path) => path is null ? null : WorkspaceFiles.Read(Path.Combine(Root, path));

    // On a full disk there may be none.
    private IEnumerable<string> Log() => File.Exists(outputs.Path(LogFileName)) ? File.ReadLines(outputs.Path(LogFileName)) : [];

    private async Task<BuilderDecision> Prepare(BuilderDecision decision)
    {
        cake.Log.Note($"Building with the builder '{decision.Name}': {decision.Why}.");
        if (arguments.RemoveBuilder && decision.IsOwn)
        {
            cleanUp.Register(() => docker.Remove(decision.Name));
        }

        await docker.Prepare(decision);
        return decision;
    }
}
