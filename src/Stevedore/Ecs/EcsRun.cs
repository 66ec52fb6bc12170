using Cake.Core;
using Stevedore.Aws;
using Stevedore.Ecs.Services;
using Stevedore.Ecs.Sources;
using Stevedore.Planning;
using Stevedore.Runs;
using Stevedore.Settings;
using Stevedore.Shipping;
using Stevedore.Source;
using Stevedore.Terminal;

namespace Stevedore.Ecs;

/// <summary>What the steps of a command about services share: where these are, and who is asked of them.</summary>
internal sealed class EcsRun
{
    private readonly StevedoreRun run;
    private readonly IOutput output;
    private readonly Dictionary<(string Region, string? Role), EcsApi> apis = [];
    private readonly Lazy<ReleaseRegistries> registries;
    private volatile string? goesOn;
    private volatile bool isRollback;

    /// <summary>Reads nothing yet.</summary>
    public EcsRun(
        StevedoreRun run,
        IAwsClients aws,
        KnownRegistries known,
        IEnumerable<RegistryKind> kinds,
        TimeProvider clock,
        CleanUp cleanUp,
        IOutput output
    )
    {
        this.run = run;
        this.output = output;
        Aws = aws;
        Clock = clock;
        CleanUp = cleanUp;
        Cancellation = cleanUp.Cancellation;
        registries = new(() => new(Settings, known, [.. kinds]));
        cleanUp.Register(TellWhatGoesOn);
    }

    public IAwsClients Aws { get; }

    public TimeProvider Clock { get; }

    public CleanUp CleanUp { get; }

    public CancellationToken Cancellation { get; }

    public StevedoreRun Run => run;

    /// <summary>What was chosen; of images there may be none.</summary>
    public StevedoreSettings Settings => run.Here.Chosen.Values;

    public string? Environment => run.Here.EnvironmentName;

    public ReleaseRegistries Registries => registries.Value;

    /// <summary>The pipeline that this runs in.</summary>
    public DeploymentSurroundings Surroundings =>
        DeploymentSurroundings.Of(name => run.Cake.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null);

    /// <exception cref="StevedoreException">Nothing names a service, or a region.</exception>
    public ImmutableArray<DeployTarget> Targets(ServiceChoice choice) =>
        DeployTargets.Of(Settings.Deploy, choice.Cluster, choice.Services, Settings.Deploy?.Region ?? Aws.DefaultRegion());

    public EcsApi Api(ServiceName service)
    {
        lock (apis)
        {
            return apis.TryGetValue((service.Region, service.Role), out var api)
                ? api
                : apis[(service.Region, service.Role)] = new(Aws, service.Region, service.Role, Cancellation);
        }
    }

    public ServiceUpdate Updating(ServiceName service) => new(Api(service), Clock, Tell, Warn, name => GoesOn(name));

    /// <summary>Who deploys; null where that cannot be asked.</summary>
    /// <exception cref="StevedoreException">It is somebody of another account than the settings name.</exception>
    /// <param name="what">What is about to be done in the account, as messages say it.</param>
    public async Task<string?> Caller(ImmutableArray<DeployTarget> targets, string what = "deploy to")
    {
        string arn,
            account;
        try
        {
            (arn, account) = await Api(targets[0].Service).Caller();
        }
        catch (StevedoreException fault) when (AwsFaults.IsDenied(fault.InnerException))
        {
            return null;
        }

        return
            targets.Select(target => target.Service.Account).FirstOrDefault(wanted => wanted is not null && wanted != account) is { } other
            ? throw new StevedoreException(
                $"Cannot {what} account {other}",
                $"the credentials are of account {account} ({arn})",
                "Sign in to the account of the settings, or let deploy.role name a role of it."
            )
            : arn;
    }

    /// <summary>Sees that it is the account that the settings name, where they name one.</summary>
    /// <exception cref="StevedoreException">It is another.</exception>
    public async Task<ImmutableArray<DeployTarget>> OfAccount(ServiceChoice choice, string what)
    {
        var targets = Targets(choice);
        _ = targets.Any(target => target.Service.Account is not null) ? await Caller(targets, what) : null;
        return targets;
    }

    /// <summary>How many commits the checkout is ahead of one; null without git, or where git does not know it.</summary>
    public int? Behind(string commit) =>
        Git("rev-list", "--count", "--end-of-options", $"{commit}..HEAD") is { Succeeded: true } answer
        && int.TryParse(
            answer.Text,
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var count
        )
            ? count
            : null;

    /// <summary>The commits between two, newest first, a line each; empty without git, or where git does not know them.</summary>
    public ImmutableArray<string> Between(string from, string to, int most) =>
        Git(
            "log",
            "--oneline",
            "--no-decorate",
            "--no-color",
            $"--max-count={most.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
            "--end-of-options",
            $"{from}..{to}"
        )
            is { Succeeded: true } answer
            ? answer.Lines
            : [];

    public void Tell(string line) => output.Lines([line]);

    public void Tell(IEnumerable<string> lines) => output.Lines(lines);

    public void Warn(string note) => run.Cake.Log.Warn(note);

    /// <summary>From here on a service changes, whatever becomes of this process; null for none.</summary>
    public void GoesOn(ServiceName? service) => goesOn = service is null ? null : $"--cluster={service.Cluster} --service={service.Name}";

    /// <summary>Says of what goes on that it goes back.</summary>
    public void GoesBack() => isRollback = true;

    private GitAnswer? Git(params string[] arguments)
    {
        if (run.Here.Git is null)
        {
            return null;
        }

        using var git = GitCommand.Start(
            new ProgramPathRunner(run.Cake.ProcessRunner, run.Cake.Environment),
            run.Cake.Environment.WorkingDirectory,
            arguments
        );
        return git.Finish();
    }

    private void TellWhatGoesOn()
    {
        if (Cancellation.IsCancellationRequested && goesOn is { } service)
        {
            Console.Error.WriteLine(
                isRollback
                    ? $"Cancelled. The rollback goes on: EcsStatus {service} shows it, and the same command waits for it until it has ended; after that it goes further back."
                    : $"Cancelled. The deployment goes on: the same command again waits for it, EcsStatus {service} shows it, EcsRollback {service} goes back."
            );
        }
    }
}
