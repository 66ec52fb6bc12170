using Cake.Core.Composition;
using Cake.Core.IO;

namespace Cake.Frosting;

/// <summary>Registers the parts of a host.</summary>
public static class CakeHostExtensions
{
    /// <summary>Registers what the startup type registers.</summary>
    public static CakeHost UseStartup<TStartup>(this CakeHost host)
        where TStartup : IFrostingStartup, new()
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services => new TStartup().Configure(services));
    }

    /// <summary>Makes the type the context of the tasks; the last one registered counts.</summary>
    public static CakeHost UseContext<TContext>(this CakeHost host)
        where TContext : class, IFrostingContext
    {
        return host.ConfigureServices(services => services.UseContext<TContext>());
    }

    /// <summary>Makes the type the setup and the teardown of the run.</summary>
    public static CakeHost UseLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingLifetime
    {
        return host.ConfigureServices(services => services.UseLifetime<TLifetime>());
    }

    /// <summary>Makes the type the setup of the run.</summary>
    public static CakeHost UseSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingSetup
    {
        return host.ConfigureServices(services => services.UseSetup<TSetup>());
    }

    /// <summary>Makes the type the teardown of the run.</summary>
    public static CakeHost UseTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTeardown
    {
        return host.ConfigureServices(services => services.UseTeardown<TTeardown>());
    }

    /// <summary>Makes the type the setup and the teardown of each task.</summary>
    public static CakeHost UseTaskLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingTaskLifetime
    {
        return host.ConfigureServices(services => services.UseTaskLifetime<TLifetime>());
    }

    /// <summary>Makes the type the setup of each task.</summary>
    public static CakeHost UseTaskSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingTaskSetup
    {
        return host.ConfigureServices(services => services.UseTaskSetup<TSetup>());
    }

    /// <summary>Makes the type the teardown of each task.</summary>
    public static CakeHost UseTaskTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTaskTeardown
    {
        return host.ConfigureServices(services => services.UseTaskTeardown<TTeardown>());
    }

    /// <summary>Registers what the module registers.</summary>
    public static CakeHost UseModule<TModule>(this CakeHost host)
        where TModule : ICakeModule, new()
    {
        return host.ConfigureServices(services => services.UseModule<TModule>());
    }

    /// <summary>Sets the directory to work in, relative to the one of the process; <c>--working</c> goes before it.</summary>
    public static CakeHost UseWorkingDirectory(this CakeHost host, DirectoryPath path)
    {
        return host.ConfigureServices(services => services.UseWorkingDirectory(path));
    }

    /// <summary>Sets a value of Cake's configuration.</summary>
    public static CakeHost UseCakeSetting(this CakeHost host, string key, string value)
    {
        return host.ConfigureServices(services => services.UseCakeSetting(key, value));
    }

    /// <summary>Sets the directory of tools.</summary>
    public static CakeHost SetToolPath(this CakeHost host, DirectoryPath path)
    {
        return host.ConfigureServices(services => services.UseCakeSetting("Paths_Tools", path.FullPath));
    }
}
