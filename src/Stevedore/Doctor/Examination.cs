using Cake.Core;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;
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
    IAwsClients aws,
    IDocker docker,
    BuildSecrets secrets,
    UserDockerConfig userConfig,
    PrivateDockerConfig config,
    CleanUp cleanUp
) : IDoctor
{
    private CancellationToken Cancellation => cleanUp.Cancellation;

    private ICakeEnvironment Environment => run.Cake.Environment;

    /// <inheritdoc/>
    public async Task<ImmutableArray<Finding>> Examine()
    {
        ImmutableArray<Finding> always =
        [
            .. Look("docker config", () => DockerConfigCheck.Look(userConfig)),
            .. Look("disk", () => [DiskCheck.Look(Path.GetTempPath()), DiskCheck.Look(run.Root)]),
            .. Look("sdk", () => [new PinnedSdk(run.Root).Look()]),
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

        var located = Locate();
        var builder = new BuilderExamination(run, docker, config).Look();
        var asked = await Task.WhenAll(
            Ask("builder", async () => (await builder).Found),
            Ask("identity", Identities),
            Ask("registries", async () => await new RegistryCheck(await located, registries, Cancellation).Look()),
            Ask(
                "base images",
                async () =>
                    await new BaseCheck(await Known(located), registries, aws, BuilderExamination.Pulled(builder), Cancellation).Look()
            ),
            Ask("secrets", Secrets),
            Ask("clock", async () => await Clocks(await Known(located))),
            Ask("permissions", async () => [.. PlanPermissions.Findings(Needed(await Known(located)))])
        );
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
        run.Outputs.TryOut();
        return
        [
            new("outputs", FindingLevel.Fine, run.Outputs.FullPath),
            .. run.Warnings.Select(warning => new Finding("outputs", FindingLevel.Warning, warning.TrimEnd('.'))),
        ];
    }

    private Task<ImmutableArray<Finding>> Clocks(ShipPlan plan)
    {
        var isSignedWith = !Needed(plan).IsEmpty && aws.SignsWithOwnTime();
        return new RegistryClocks(registries, TimeProvider.System, isSignedWith, Cancellation).Look(plan);
    }

    private ImmutableArray<NeededPermission> Needed(ShipPlan plan) => PlanPermissions.Of(plan, registries.KindOf, new(aws.DefaultRegion));

    private async Task<ImmutableArray<Finding>> Identities()
    {
        var asked = run.Plan.Registries.Select(registry => registries.KindOf(registry).Identify(registry, Cancellation));
        return [.. (await Task.WhenAll(asked)).OfType<Finding>().Distinct()];
    }

    private async Task<ShipPlan> Locate()
    {
        var facts = new ShipFacts(registries, _ => { }, Cancellation);
        return run.PlanOf(await facts.Locate(run.Inputs, run.Plan));
    }

    // Why the rest is not known is said of the registries.
    private async Task<ShipPlan> Known(Task<ShipPlan> located)
    {
        try
        {
            return await located;
        }
        catch (StevedoreException)
        {
            return run.Plan;
        }
    }

    private async Task<ImmutableArray<Finding>> Secrets()
    {
        SecretFiles.Check(run.Plan, Environment);
        SshForwarding.Check(run.Plan.Images, Environment);
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
