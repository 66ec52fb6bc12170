using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Registers the parts of a host with its services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Makes the type the context of the tasks; the last one registered counts.</summary>
    public static IServiceCollection UseContext<TContext>(this IServiceCollection services)
        where TContext : class, IFrostingContext
    {
        return services.AddSingleton<IFrostingContext, TContext>();
    }

    /// <summary>Makes the type the setup and the teardown of the run.</summary>
    public static IServiceCollection UseLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingLifetime
    {
        services.AddSingleton<IFrostingLifetime, TLifetime>();
        services.AddSingleton<IFrostingSetup>(provider => provider.GetRequiredService<IFrostingLifetime>());
        return services.AddSingleton<IFrostingTeardown>(provider => provider.GetRequiredService<IFrostingLifetime>());
    }

    /// <summary>Makes the type the setup of the run.</summary>
    public static IServiceCollection UseSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingSetup
    {
        return services.AddSingleton<IFrostingSetup, TSetup>();
    }

    /// <summary>Makes the type the teardown of the run.</summary>
    public static IServiceCollection UseTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTeardown
    {
        return services.AddSingleton<IFrostingTeardown, TTeardown>();
    }

    /// <summary>Makes the type the setup and the teardown of each task.</summary>
    public static IServiceCollection UseTaskLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingTaskLifetime
    {
        services.AddSingleton<IFrostingTaskLifetime, TLifetime>();
        services.AddSingleton<IFrostingTaskSetup>(provider => provider.GetRequiredService<IFrostingTaskLifetime>());
        return services.AddSingleton<IFrostingTaskTeardown>(provider => provider.GetRequiredService<IFrostingTaskLifetime>());
    }

    /// <summary>Makes the type the setup of each task.</summary>
    public static IServiceCollection UseTaskSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingTaskSetup
    {
        return services.AddSingleton<IFrostingTaskSetup, TSetup>();
    }

    /// <summary>Makes the type the teardown of each task.</summary>
    public static IServiceCollection UseTaskTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTaskTeardown
    {
        return services.AddSingleton<IFrostingTaskTeardown, TTeardown>();
    }

    /// <summary>Registers what the module registers.</summary>
    public static IServiceCollection UseModule<TModule>(this IServiceCollection services)
        where TModule : ICakeModule, new()
    {
        return Cake.Cli.ServiceCollectionExtensions.UseModule<TModule>(services);
    }

    /// <summary>Sets the directory to work in, relative to the one of the process.</summary>
    public static IServiceCollection UseWorkingDirectory(this IServiceCollection services, DirectoryPath path)
    {
        return services.AddSingleton(new WorkingDirectory(path));
    }

    /// <summary>Sets a value of Cake's configuration.</summary>
    public static IServiceCollection UseCakeSetting(this IServiceCollection services, string key, string value)
    {
        return services.AddSingleton(new CakeSetting(key, value));
    }
}
