using Stevedore.Credentials;
using Stevedore.Docker;
using Stevedore.Planning;
using Stevedore.Shipping;

namespace Stevedore.Doctor;

/// <summary>Looks at docker, and at the builder that a run would take or make.</summary>
internal sealed class BuilderExamination(StevedoreRun run, IDocker docker, PrivateDockerConfig config)
{
    /// <summary>What was found, and what the engine would pull for a builder before anything is built.</summary>
    public async Task<(ImmutableArray<Finding> Found, ImmutableArray<string> Pulled)> Look()
    {
        config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
        var versions = docker.Versions();
        ImmutableArray<Finding> found;
        ImmutableArray<string> pulled = [];
        try
        {
            var request = BuilderPreparation.Request(run.Plan, BuildPurpose.Push, await docker.ListBuilders(), run.Root);
            var decision = BuilderChoice.Decide(request);
            found = BuilderCheck.Of(decision, request);
            pulled = BuilderPulls.Of(decision);
        }
        catch (StevedoreException fault)
        {
            found = [BuilderCheck.Of(fault, run.Plan.Source.IsCodeBuild)];
        }

        return ([.. DockerCheck.Of(await versions, run.Plan.Builder.Settings), .. found], pulled);
    }

    /// <summary>What the engine would pull; nothing where there is no builder, which is said of it.</summary>
    public static async Task<ImmutableArray<string>> Pulled(Task<(ImmutableArray<Finding> Found, ImmutableArray<string> Pulled)> look)
    {
        try
        {
            return (await look).Pulled;
        }
        catch (StevedoreException)
        {
            return [];
        }
    }
}
