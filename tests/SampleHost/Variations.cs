using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace SampleHost;

/// <summary>The hosts that tests ask for by name.</summary>
internal static class Variations
{
    public static CakeHost Apply(CakeHost host, string name)
    {
        return name switch
        {
            "usual" => host.UseContext<SampleContext>().UseLifetime<SampleLifetime>(),
            "task-lifetime" => host.UseContext<SampleContext>().UseTaskLifetime<SampleTaskLifetime>(),
            "setup-and-teardown" => host.UseContext<SampleContext>()
                .UseSetup<SampleSetup>()
                .UseTeardown<SampleTeardown>()
                .UseTaskSetup<SampleTaskSetup>()
                .UseTaskTeardown<SampleTaskTeardown>(),
            "failing-setup" => host.UseContext<SampleContext>().UseSetup<FailingSetup>().UseTeardown<SampleTeardown>(),
            "two-contexts" => host.UseContext<OtherContext>().UseContext<SampleContext>(),
            "task-of-other-context" => host.UseContext<SampleContext>()
                .ConfigureServices(services => services.AddSingleton<IFrostingTask, OfOtherContext>()),
            "base-class-between" => host.ConfigureServices(services => services.AddSingleton<IFrostingTask, WithBaseClassBetween>()),
            "no-base-class" => host.UseContext<SampleContext>()
                .ConfigureServices(services => services.AddSingleton<IFrostingTask, WithoutBaseClass>()),
            "same-name" => host.UseContext<SampleContext>().AddAssembly(typeof(Variations).Assembly),
            "not-a-task" => host.UseContext<SampleContext>()
                .ConfigureServices(services => services.AddSingleton<IFrostingTask, DependentOnNoTask>()),
            "startup" => host.UseStartup<SampleStartup>(),
            "module" => host.UseContext<SampleContext>().UseModule<SampleModule>(),
            "working-directory" => host.UseContext<SampleContext>().UseWorkingDirectory("inner"),
            "settings" => host.UseContext<SampleContext>()
                .UseCakeSetting("Sample_Setting", "from the host")
                .UseCakeSetting("Settings_Verbosity", nameof(Verbosity.Quiet))
                .SetToolPath(new DirectoryPath("tools-of-mine")),
            "disposable" => host.UseContext<SampleContext>().ConfigureServices(services => services.AddSingleton<NoticesDisposal>()),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such variation."),
        };
    }
}
