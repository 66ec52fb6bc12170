using Stevedore.Credentials;
using Stevedore.Docker;
using Stevedore.Planning;
using Stevedore.Releases;
using Stevedore.Runs;
using Stevedore.Shipping;
using Stevedore.Source;

namespace Stevedore.Doctor;

/// <summary>Lets each room look at what it would need for this command, side by side; a fault of one hides none of another.</summary>
internal sealed class Examination(
    StevedoreRun run,
    KnownRegistries registries,
    IDocker docker,
    BuildSecrets secrets,
    UserDockerConfig userConfig,
    PrivateDockerConfig config,
    CleanUp cleanUp
) : IDoctor
{
    private CancellationToken Cancellation => cleanUp.Cancellation;

    /// <inheritdoc/>
    public async Task<ImmutableArray<Finding>> Examine()
    {
        var ofThisMachine = Look("docker config", () => [DockerConfigCheck.Look(userConfig)]);
        ImmutableArray<Finding> always =
        [
            .. ofThisMachine,
            .. Look("disk", () => [DiskCheck.Look(Path.GetTempPath()), DiskCheck.Look(run.Root)]),
            .. Look("sdk", () => [Sdk()]),
        ];
        var settings = Look("settings", () => [Settings()]);
        if (settings.Any(finding => finding.Level == FindingLevel.Fault))
        {
            return [.. settings, .. always];
        }

        ShipPlan? plan = null;
        var planned = Look("plan", () => [.. SourceCheck.Of(run.Source), .. PlanCheck.Of(plan = run.Plan)]);
        if (plan is null)
        {
            return [.. settings, .. planned, .. always];
        }

        var asked = await Task.WhenAll(Builder(), Ask("identity", Identities), Ask("registries", Registries), Ask("secrets", Secrets));
        return [.. settings, .. planned, .. Look("outputs", Outputs), .. always, .. asked.SelectMany(findings => findings)];
    }

    private Finding Settings()
    {
        var count = run.Settings.Values.Images!.Count;
        return new("settings", FindingLevel.Fine, Invariant($"{count} {(count == 1 ? "image" : "images")}"));
    }

    private ImmutableArray<Finding> Outputs()
    {
        run.Outputs.Check(OutputFolder.Names);
        return
        [
            new("outputs", FindingLevel.Fine, run.Outputs.FullPath),
            .. run.Warnings.Select(warning => new Finding("outputs", FindingLevel.Warning, warning.TrimEnd('.'))),
        ];
    }

    private Finding Sdk()
    {
        const string manifest = ".config/dotnet-tools.json";
        var root = ((string[])["", "build"]).FirstOrDefault(folder => File.Exists(Path.Combine(run.Root, folder, manifest)));
        var path = Path.Combine(root ?? "", "global.json");
        return SdkCheck.Of(WrittenFile.Text(Path.Combine(run.Root, path)), path, root is not null);
    }

    private async Task<ImmutableArray<Finding>> Builder()
    {
        try
        {
            config.Write(ImmutableDictionary<string, RegistryCredential>.Empty);
            var builders = await docker.ListBuilders();
            return BuilderCheck.Of(BuilderChoice.Decide(BuilderPreparation.Request(run.Plan, BuildPurpose.Push, builders, run.Root)));
        }
        catch (StevedoreException fault)
        {
            return [BuilderCheck.Of(fault, run.Plan.Source.IsCodeBuild)];
        }
    }

    private async Task<ImmutableArray<Finding>> Identities()
    {
        var asked = run.Plan.Registries.Select(registry => registries.KindOf(registry).Identify(registry, Cancellation));
        return [.. (await Task.WhenAll(asked)).OfType<Finding>().Distinct()];
    }

    private async Task<ImmutableArray<Finding>> Registries()
    {
        var facts = new ShipFacts(registries, _ => { }, Cancellation);
        var plan = run.PlanOf(await facts.Locate(run.Inputs, run.Plan));
        return await new RegistryCheck(plan, registries, Cancellation).Look();
    }

    private async Task<ImmutableArray<Finding>> Secrets()
    {
        _ = await secrets.Read(run.Plan, Cancellation);
        var count = run.Plan.Images.Sum(image => image.Secrets.Length);
        return count == 0 ? [] : [new("secrets", FindingLevel.Fine, Invariant($"{count} of builds"))];
    }

    private static async Task<ImmutableArray<Finding>> Ask(string subject, Func<Task<ImmutableArray<Finding>>> look)
    {
        try
        {
            return await look();
        }
        catch (StevedoreException fault)
        {
            return [Finding.Of(subject, fault)];
        }
    }

    private static ImmutableArray<Finding> Look(string subject, Func<ImmutableArray<Finding>> look)
    {
        try
        {
            return look();
        }
        catch (StevedoreException fault)
        {
            return [Finding.Of(subject, fault)];
        }
    }
}
