using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Spectre.Console;
using Stevedore.Arguments;
using Stevedore.Aws;
using Stevedore.CodeBuild;
using Stevedore.CodeBuild.Executions;
using Stevedore.Credentials;
using Stevedore.Docker;
using Stevedore.Doctor;
using Stevedore.Ecs;
using Stevedore.Hosting;
using Stevedore.Init;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.DockerHub;
using Stevedore.Registries.Ecr;
using Stevedore.Registries.EcrPublic;
using Stevedore.Registries.Plain;
using Stevedore.Rehearsal;
using Stevedore.Runs;
using Stevedore.Settings;
using Stevedore.Shipping;
using Stevedore.Stacks;
using Stevedore.Terminal;

namespace Stevedore;

/// <summary>Adds Stevedore to a Frosting host.</summary>
public static class StevedoreHost
{
    /// <summary>Adds the tasks and what they need. A context that the host has, or gets later, is left alone.</summary>
    /// <remarks>
    /// An argument of Stevedore without its value, such as <c>--commit=</c>, ends the process with 1: the host would end it with another code and without
    /// saying which argument it was.
    /// </remarks>
    /// <param name="configure">Settings in C#; stevedore.json, the environment and arguments beat them.</param>
    public static CakeHost UseStevedore(this CakeHost host, Action<StevedoreSettings>? configure = null)
    {
        StartProfile.Use(Environment.GetCommandLineArgs());
        return host.AddAssembly(typeof(StevedoreHost).Assembly).ConfigureServices(services => Register(services, configure));
    }

    private static void Register(IServiceCollection services, Action<StevedoreSettings>? configure)
    {
        StevedoreSettings? settings = null;
        if (configure is not null)
        {
            settings = new();
            configure(settings);
        }

        var commandLine = Environment.GetCommandLineArgs();
        services.AddSingleton(ExitCode.Of(commandLine));
        var folder = Folder();
        Refuse(WorkingFolder.Fault(folder, Path.DirectorySeparatorChar));
        Refuse(EmptyValue.In(commandLine));
        AddHelp(commandLine, services);
        UseProxyOfTheEnvironment();
        services.AddSingleton(new SettingsCode(settings));
        services.TryAddSingleton<CleanUp>();
        services.TryAddSingleton(provider => EnvironmentSecrets.Redactor(provider.GetRequiredService<ICakeEnvironment>()));
        services.TryAddSingleton<StandardOutput>();
        services.TryAddSingleton<IOutput>(provider => provider.GetRequiredService<StandardOutput>());
        services.AddSingleton(CreateConsole);
        services.AddSingleton(CreateReportConsole);
        services.AddSingleton<ICakeLog>(provider => new CleanLog(new CakeBuildLog(provider.GetRequiredService<IConsole>())));
        services.AddSingleton(new KnownTasks(services));
        services.TryAddSingleton(provider => new ArgumentCheck(
            provider.GetRequiredService<KnownTasks>(),
            ArgumentCheck.IsListing(commandLine)
        ));
        services.TryAddSingleton<IAwsClients>(provider => new AwsClients(Looks(provider)));
        services.TryAddSingleton<IRegistryClients, RegistryClients>();
        services.TryAddSingleton<PrivateFolder>();
        // Now: Cake may go to another folder, and a relative path in variables starts from here.
        services.TryAddSingleton(new StartFolder(folder));
        services.TryAddSingleton(new UserDockerConfig());
        services.TryAddSingleton<PrivateDockerConfig>();
        services.TryAddSingleton<IDocker, DockerCli>();
        services.TryAddSingleton<KnownRegistries>();
        services.TryAddSingleton<WorkspaceReader>();
        services.TryAddSingleton(_ => StepTimes.OfThisProcess());
        services.TryAddSingleton(CreateRun);
        services.TryAddSingleton<IShipping, ShipRun>();
        services.TryAddSingleton<IRehearsal, RehearsalRun>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRemoteBuilds, RemoteBuildRun>();
        services.TryAddSingleton<IPipelineExecutions, PipelineExecutions>();
        services.TryAddSingleton<IDeployments, Deployments>();
        services.TryAddSingleton<IDoctor, Examination>();
        services.TryAddSingleton<PipelineWriting>();
        services.TryAddSingleton<IStackFiles>(provider => provider.GetRequiredService<PipelineWriting>());
        services.TryAddSingleton<IStackQuestions, TerminalQuestions>();
        services.TryAddSingleton<IStacks, StackCommands>();
        services.TryAddSingleton<IInitialization, Initialization>();
        services.TryAddSingleton(OwnArguments.None);
        services.TryAddSingleton<IUpdate, PinUpdate>();
        services.AddSingleton<RegistryKind, EcrKind>();
        services.AddSingleton<RegistryKind, EcrPublicKind>();
        services.AddSingleton<RegistryKind, DockerHubKind>();
        services.AddSingleton<RegistryKind, PlainKind>();
        services.AddSingleton<IRegistry, EcrRegistry>();
        services.AddSingleton<IRegistry, EcrPublicRegistry>();
        services.AddSingleton<IRegistry, DockerHubRegistry>();
        services.AddSingleton<IRegistry, PlainRegistry>();
        Credentials(services);
        if (!services.Any(IsOwnContext))
        {
            services.AddSingleton<IFrostingContext, StevedoreContext>();
        }
    }

    // Who examines waits for all that do not answer; what ships tries longer, also where it is examined first.
    private static bool Looks(IServiceProvider provider) =>
        string.Equals(
            RunOptions.Value(provider.GetRequiredService<ICakeArguments>(), "target"),
            nameof(Tasks.Doctor),
            StringComparison.OrdinalIgnoreCase
        );

    // Mistyped arguments are refused here, before any task runs, since a build's own context is given a run and need not ask for its options.
    private static StevedoreRun CreateRun(IServiceProvider provider)
    {
        var run = new StevedoreRun(
            provider.GetRequiredService<ICakeContext>(),
            provider.GetRequiredService<WorkspaceReader>(),
            provider.GetRequiredService<ArgumentCheck>(),
            provider.GetRequiredService<CleanUp>(),
            provider.GetRequiredService<StepTimes>()
        );
        _ = run.Options;
        return run;
    }

    private static IConsole CreateConsole(IServiceProvider provider)
    {
        var output = provider.GetRequiredService<StandardOutput>();
        try
        {
            output.Reserve(RunOptions.Flag(provider.GetRequiredService<ICakeArguments>(), "json"));
        }
        catch (StevedoreException)
        {
            // The message needs a console, and comes when a task reads its arguments.
        }

        return output.CreateConsole(provider.GetRequiredService<ICakeEnvironment>(), provider.GetRequiredService<CleanUp>());
    }

    // The host's own is made before standard output is reserved for the result of --json.
    private static IAnsiConsole CreateReportConsole(IServiceProvider provider)
    {
        _ = provider.GetRequiredService<IConsole>();
        return StandardOutput.CreateReportConsole();
    }

    private static string Folder()
    {
        try
        {
            return WorkingFolder.OfThisProcess();
        }
        catch (StevedoreException fault)
        {
            Refuse(fault);
            throw;
        }
    }

    // Nothing runs yet that could print it, and the host would end with its own message and exit code.
    private static void Refuse(StevedoreException? fault)
    {
        if (fault is not null)
        {
            Console.Error.WriteLine($"Error: {fault.Message}");
            Environment.Exit(1);
        }
    }

    // For the registries and the AWS SDK alike, also where that makes clients itself.
    private static void UseProxyOfTheEnvironment()
    {
        try
        {
            if (EnvironmentProxy.From(Environment.GetEnvironmentVariable) is { } proxy)
            {
                HttpClient.DefaultProxy = proxy;
            }
        }
        catch (StevedoreException fault)
        {
            Refuse(fault);
        }
    }

    // The host prints help without making any service, and its tasks are known only when it runs.
    private static void AddHelp(string[] commandLine, IServiceCollection services)
    {
        if (ArgumentHelp.IsAsked(commandLine))
        {
            StandardOutput.PrintAtExit(() => ArgumentHelp.Lines(new KnownTasks(services).Arguments));
        }
    }

    private static void Credentials(IServiceCollection services)
    {
        services.TryAddSingleton<BuildSecrets>();
        services.TryAddSingleton<SecretReader>();
        services.TryAddSingleton<ParameterReader>();
        services.TryAddSingleton<ICredentialHelper, CredentialHelper>();
        services.TryAddSingleton<DockerConfigCredentials>();
        services.AddSingleton<ICredentialSource, SecretsManagerCredentials>();
        services.AddSingleton<ICredentialSource, ParameterStoreCredentials>();
        services.AddSingleton<ICredentialSource, EnvironmentCredentials>();
        services.AddSingleton<ICredentialSource>(provider => provider.GetRequiredService<DockerConfigCredentials>());
        services.TryAddSingleton<ICredentials, CredentialSources>();
        services.AddSingleton<ICredentialStore, SecretWriter>();
        services.AddSingleton<ICredentialStore, ParameterWriter>();
        services.TryAddSingleton<ICredentialPrompt, ConsolePrompt>();
        services.TryAddSingleton<ICredentialStores, CredentialStores>();
    }

    // The host itself registers FrostingContext, by its type or by a factory, for builds without a context of their own.
    private static bool IsOwnContext(ServiceDescriptor service) =>
        service.ServiceType == typeof(IFrostingContext)
        && service.ImplementationType != typeof(FrostingContext)
        && service.ImplementationFactory?.Method.Module.Assembly != typeof(FrostingContext).Assembly;
}
