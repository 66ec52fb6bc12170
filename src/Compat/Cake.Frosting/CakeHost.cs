using System.Reflection;
using Cake.Cli;
using Cake.Core.Configuration;
using Cake.Core.Modules;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>Runs the tasks of the entry assembly, and of those added, as a command line program.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = [];
    private readonly List<Assembly> _assemblies = [Assembly.GetEntryAssembly()];

    public CakeHost()
    {
        _services.AddCakeDiagnostics();
        _services.AddSingleton<ICakeConfiguration, FrostingConfiguration>();
        _services.AddSingleton<BuildScriptHost<IFrostingContext>>();
        _services.AddSingleton<DryRunScriptHost<IFrostingContext>>();
        _services.AddSingleton<TreeScriptHost>();
        _services.AddSingleton<DescriptionScriptHost>();
        _services.AddSingleton<IVersionResolver, VersionResolver>();
        _services.AddSingleton<VersionFeature>();
        _services.AddSingleton<InfoFeature>();
        Cli.ServiceCollectionExtensions.UseModule<CoreModule>(_services);
        _services.AddSingleton<FrostingContext>();
        _services.AddSingleton<IFrostingContext>(provider => provider.GetService<FrostingContext>());
    }

    /// <summary>Creates a host.</summary>
    public static CakeHost Create() => new();

    /// <summary>Finds tasks in the assembly too.</summary>
    public CakeHost AddAssembly(Assembly assembly)
    {
        _assemblies.Add(assembly);
        return this;
    }

    /// <summary>Registers services, at once.</summary>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        services(_services);
        return this;
    }

    /// <summary>Runs the targets that the command line names.</summary>
    /// <returns>The exit code: 0 when every task succeeded.</returns>
    public int Run(IEnumerable<string> args)
    {
        foreach (var task in _assemblies.Where(assembly => assembly != null).SelectMany(TaskAssembly.TasksOf))
        {
            _services.AddSingleton(typeof(IFrostingTask), task);
        }

        return SpectreCommandLine.Run(_services, args);
    }
}
