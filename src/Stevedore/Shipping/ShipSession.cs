using System.Diagnostics;
using Cake.Core;
using Cake.Core.Diagnostics;
using Stevedore.Arguments;
using Stevedore.Docker;
using Stevedore.Images;
using Stevedore.Outputs;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>One run of shipping: each step is done once, when a task first asks for it.</summary>
public sealed class ShipSession
{
    private readonly ICakeContext cake;
    private readonly RegistryLogins logins;
    private readonly IDocker docker;
    private readonly CleanUp cleanUp;
    private readonly Lazy<RunArguments> arguments;
    private readonly Lazy<PlanInputs> inputs;
    private readonly Lazy<ShipPlan> plan;
    private readonly Lazy<Task<ShipPlan>> resolved;
    private readonly Lazy<Task<ImmutableArray<RegistryLogin>>> loggedIn;
    private readonly Lazy<OutputFolder> outputs;
    private readonly long started = Stopwatch.GetTimestamp();

    /// <summary>Reads nothing yet, but keeps standard output free from here on when it is to be JSON: Cake's headers come before any task.</summary>
    public ShipSession(
        ICakeContext cake,
        PlanLoader loader,
        RegistryLogins logins,
        IRegistryClients clients,
        IDocker docker,
        PrivateDockerConfig config,
        CleanUp cleanUp,
        ArgumentCheck check,
        StandardOutput output
    )
    {
        this.cake = cake;
        this.logins = logins;
        this.docker = docker;
        this.cleanUp = cleanUp;
        output.Reserve(cake.Arguments);
        arguments = new(() =>
        {
            // Here and not only in the context: a build may have a context of its own.
            check.Run(cake.Arguments);
            return RunArguments.Parse(cake.Arguments);
        });
        inputs = new(() => loader.Load(cake, arguments.Value));
        plan = new(() => loader.Plan(inputs.Value));
        outputs = new(() => new(Path.Combine(cake.Environment.WorkingDirectory.FullPath, arguments.Value.Output), cleanUp));
        resolved = new(async () => loader.Plan(await new ShipFacts(logins, clients).Find(inputs.Value, Plan, Warn, Cancellation)));
        loggedIn = new(async () =>
        {
            var all = await logins.LogIn(await resolved.Value, Cancellation);
            config.Write(
                all.Where(login => login.Credential is not null).ToImmutableDictionary(login => login.Registry.Host, login => login.Credential!)
            );
            return all;
        });
    }

    /// <summary>The arguments of this command.</summary>
    public RunArguments Arguments => arguments.Value;

    /// <summary>The settings and everything else that the plan is made from.</summary>
    public PlanInputs Inputs => inputs.Value;

    /// <summary>The plan before AWS is asked for anything.</summary>
    public ShipPlan Plan => plan.Value;

    /// <summary>The output files.</summary>
    public OutputFolder Outputs => outputs.Value;

    /// <summary>What was shipped; null before it was.</summary>
    public ShipResult? Result { get; private set; }

    private CancellationToken Cancellation => cleanUp.Cancellation;

    /// <summary>Credentials for every registry of the plan, proved, in the private docker config.</summary>
    public Task<ImmutableArray<RegistryLogin>> LogIn() => loggedIn.Value;

    /// <summary>Builds and pushes what is not there yet, then sets the moving tags.</summary>
    public async Task<ShipResult> Push()
    {
        if (Plan.Refusal is { } refusal)
        {
            throw new StevedoreException("Cannot push", refusal.Why, refusal.Fix);
        }

        var registries = await LogIn();
        var target = await resolved.Value;
        Outputs.Clear(OutputFolder.Names);
        var publication = new Publication(target, registries, logins, Warn, Cancellation);
        var decisions = await publication.Decide(Arguments.Rebuild);
        var builds = decisions.OfType<ShipDecision.Build>().Select(decision => decision.Image).ToImmutableArray();
        var built = builds.IsEmpty ? ImmutableDictionary<string, Digest>.Empty : await Bake(target, BuildPurpose.Push, builds);
        var images = await publication.Complete(decisions, built);
        Result = new(target, images, Stopwatch.GetElapsedTime(started));
        return Result;
    }

    /// <summary>Builds without pushing: everything for a check, this machine's platform to load it.</summary>
    public async Task Build(BuildPurpose purpose)
    {
        // Base images may be private, so the registries are logged in to as for a push.
        _ = await LogIn();
        Outputs.Clear(["bake.json", "metadata.json", "docker.log"]);
        var target = await resolved.Value;
        _ = await Bake(target, purpose, [.. target.Shipped]);
    }

    /// <summary>What was shipped by this command, or what the last push of this commit left.</summary>
    public async Task<ShipResult> Shipped() =>
        Result ??= new(
            await resolved.Value,
            await new LastPush(Outputs, await resolved.Value, await LogIn()).Read(Cancellation),
            Stopwatch.GetElapsedTime(started)
        );

    private async Task<ImmutableDictionary<string, Digest>> Bake(ShipPlan target, BuildPurpose purpose, ImmutableArray<ImagePlan> images)
    {
        var machine = Platform.OfThisMachine();
        var decision = BuilderChoice.Decide(target.Builder, BuilderNeeds.Of(target, purpose, machine), await docker.ListBuilders());
        cake.Log.Information("Building with the builder '{0}': {1}.", decision.Name, decision.Why);
        if (decision.Creation is { } creation)
        {
            await docker.CreateBuilder(creation);
        }

        var file = BakeFile.Render(
            new(
                target,
                purpose,
                machine,
                decision.CanAttest,
                ImmutableDictionary<string, string>.Empty,
                [.. images.Select(image => image.Name)]
            )
        );
        Outputs.Write("bake.json", file);
        await docker.Bake(
            new(
                Outputs.Path("bake.json"),
                decision.Name,
                Outputs.Path("metadata.json"),
                Outputs.Path("docker.log"),
                NoCache: false,
                ImmutableDictionary<string, Secrets.Secret>.Empty
            )
        );
        return purpose == BuildPurpose.Push
            ? BakeMetadata.Digests(await File.ReadAllBytesAsync(Outputs.Path("metadata.json"), Cancellation), Outputs.Path("metadata.json"))
            : ImmutableDictionary<string, Digest>.Empty;
    }

    private void Warn(string note) => cake.Log.Warning("{0}", note);
}
