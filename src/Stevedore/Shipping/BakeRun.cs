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

    private BuilderDecision? chosen;
    private Task<ImmutableArray<Builder>>? listed;

    /// <summary>Begins to list docker's builders, for a choice that is likely to come.</summary>
    public void Expect() => listed = docker.ListBuilders();

    /// <summary>Chooses the builder, once. Changes nothing.</summary>
    /// <exception cref="StevedoreException">No builder can be had that does what is needed.</exception>
    public async Task<BuilderDecision> Choose(ShipPlan plan, BuildPurpose purpose) =>
        chosen ??= BuilderChoice.Decide(
            new(
                plan.Builder,
                BuilderNeeds.Of(plan, purpose, Platform.OfThisMachine()),
                await (listed ??= docker.ListBuilders()),
                plan.Source.IsCodeBuild
            )
            {
                Authorities = RegistryAuthority.Of(plan, Root),
                Config = Config(plan.Builder.Settings.Config),
            }
        );

    /// <summary>The digest of every image that was pushed; empty when nothing was to be pushed.</summary>
    public async Task<ImmutableDictionary<string, Digest>> Run(ShipPlan plan, BuildPurpose purpose, ImmutableHashSet<ImageName> images)
    {
        var machine = Platform.OfThisMachine();
        var builder = await Prepare(await Choose(plan, purpose));
        var secrets = await buildSecrets.Read(plan, cleanUp.Cancellation);
        outputs.Write(BakeFileName, BakeFile.Render(new(plan, purpose, machine, builder, secrets.Names, images)));
        await docker.Bake(
            new(
                outputs.Path(BakeFileName),
                builder.Name,
                outputs.Path(MetadataFileName),
                outputs.Path("docker.log"),
                arguments.NoCache,
                secrets.Values
            )
        );
        return purpose == BuildPurpose.Push
            ? BakeMetadata.Digests(await File.ReadAllBytesAsync(outputs.Path(MetadataFileName)), outputs.Path(MetadataFileName))
            : ImmutableDictionary<string, Digest>.Empty;
    }

    private string Root => cake.Environment.WorkingDirectory.FullPath;

    private string? Config(string? path) =>
        path is null
            ? null
            : WorkspaceFiles.Read(Path.Combine(Root, path))
                ?? throw new StevedoreException(
                    "Cannot create a builder",
                    $"builder.config is '{path}', and there is no such file",
                    "Correct the path; it is relative to the repository."
                );

    private async Task<BuilderDecision> Prepare(BuilderDecision decision)
    {
        cake.Log.Information("Building with the builder '{0}': {1}.", decision.Name, decision.Why);
        if (arguments.RemoveBuilder && decision.IsOwn)
        {
            cleanUp.Register(() => docker.Remove(decision.Name));
        }

        await docker.Prepare(decision);
        return decision;
    }
}
