using Cake.Core;
using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Terminal;

namespace Stevedore.Shipping;

/// <summary>Chooses the builder of a run and gets it ready, beside other runs that use the same.</summary>
/// <param name="isRemoved">Whether a builder that this run makes is removed at its end.</param>
internal sealed class BuilderPreparation(ICakeContext cake, IDocker docker, BuilderUse use, CleanUp cleanUp, bool isRemoved)
{
    private BuilderDecision? chosen;
    private Task<ImmutableArray<Builder>>? listed;
    private bool isOwn;

    private string Root => cake.Environment.WorkingDirectory.FullPath;

    /// <summary>Begins to list docker's builders, for a choice that is likely to come. What is wrong with docker is said when it does.</summary>
    public void BeginListing(ShipPlan plan) => listed = List(plan.Builder);

    /// <summary>Chooses the builder, once. Changes nothing.</summary>
    /// <exception cref="StevedoreException">No builder can be had that does what is needed.</exception>
    public async Task<BuilderDecision> Choose(ShipPlan plan, BuildPurpose purpose)
    {
        if (chosen is null)
        {
            chosen = Decide(plan, purpose, await (listed ?? List(plan.Builder)));
            foreach (var other in BuilderCreations.NamesOf(plan.Builder).Where(name => name != chosen.Name))
            {
                use.Leave(other);
            }
        }

        return chosen;
    }

    /// <summary>Makes the chosen builder where it is not there, and installs what it lacks.</summary>
    /// <exception cref="StevedoreException">It cannot be made.</exception>
    public async Task<BuilderDecision> Prepare(ShipPlan plan, BuildPurpose purpose)
    {
        var decision = await Choose(plan, purpose);
        cake.Log.Note($"Building with the builder '{decision.Name}': {decision.Why}.");
        if (decision.Difference is { } difference)
        {
            cake.Log.Warn(difference);
        }

        if (!decision.Creations.IsEmpty)
        {
            decision = await Make(plan, purpose, decision);
        }
        else if (decision.Emulators?.Restart is not null)
        {
            // BuildKit is restarted for them, with all that it builds.
            await use.Alone(decision.Name, () => docker.Prepare(decision), cleanUp.Cancellation);
        }
        else
        {
            await docker.Prepare(decision);
        }

        if (isRemoved && !isOwn && BuilderCreations.NamesOf(plan.Builder).Contains(decision.Name))
        {
            cake.Log.Note(
                $"The builder '{decision.Name}' was not made by this run, and stays. `docker buildx rm {decision.Name}` removes it."
            );
        }

        // What is built again needs nothing of it.
        return chosen = decision with { Creations = [], Emulators = null, Difference = null };
    }

    private async Task<BuilderDecision> Make(ShipPlan plan, BuildPurpose purpose, BuilderDecision decision)
    {
        using var alone = await use.Make(decision.Name, cleanUp.Cancellation);
        if (isRemoved)
        {
            // Before it is made: a run that is cancelled meanwhile leaves half of it.
            isOwn = true;
            cleanUp.Register(() => Remove(decision.Name));
        }

        if (await docker.Prepare(decision))
        {
            return decision;
        }

        // Somebody else has made it since docker's builders were listed.
        isOwn = false;
        return Decide(plan, purpose, await docker.ListBuilders());
    }

    private void Remove(string builder)
    {
        if (isOwn && !use.TryAlone(builder, () => docker.Remove(builder)))
        {
            cake.Log.Warn(
                $"The builder '{builder}' is not removed, since another run builds on it. `docker buildx rm {builder}` removes it."
            );
        }
    }

    private async Task<ImmutableArray<Builder>> List(BuilderPlan plan)
    {
        // Before they are listed: from then on nobody takes one away.
        foreach (var name in BuilderCreations.NamesOf(plan))
        {
            await use.Share(name, cleanUp.Cancellation);
        }

        return await docker.ListBuilders();
    }

    /// <summary>What a builder is chosen from.</summary>
    /// <param name="root">The folder that the paths of the plan start from.</param>
    internal static BuilderRequest Request(ShipPlan plan, BuildPurpose purpose, ImmutableArray<Builder> builders, string root) =>
        new(plan.Builder, BuilderNeeds.Of(plan, purpose, Platform.OfThisMachine()), builders, plan.Source.IsCodeBuild)
        {
            Authorities = RegistryAuthority.Of(plan, root),
            Config = plan.Builder.Settings.Config is { } config ? WrittenFile.Text(Path.Combine(root, config)) : null,
        };

    private BuilderDecision Decide(ShipPlan plan, BuildPurpose purpose, ImmutableArray<Builder> builders) =>
        BuilderChoice.Decide(Request(plan, purpose, builders, Root));
}
