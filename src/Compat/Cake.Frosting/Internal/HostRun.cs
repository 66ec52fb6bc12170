using Cake.Cli;
using Cake.Cli.Infrastructure;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>What a host does once its command line is understood.</summary>
internal static class HostRun
{
    public static int Execute(IServiceCollection services, HostSettings settings, IRemainingArguments remaining)
    {
        services.AddSingleton<ICakeArguments>(remaining.ToCakeArguments(settings.NoReport, settings.Targets));
        services.AddSingleton(remaining);

        // Not disposed, as the package's is not: a service of a consumer may not expect it.
        var provider = services.BuildServiceProvider();
        try
        {
            return Execute(provider, settings);
        }
        catch (Exception exception)
        {
            return provider.GetService<ICakeLog>().LogException(exception);
        }
    }

    private static int Execute(ServiceProvider provider, HostSettings settings)
    {
        if (settings.Version)
        {
            provider.GetRequiredService<VersionFeature>().Run(provider.GetRequiredService<IConsole>());
            return 0;
        }

        if (settings.Info)
        {
            provider.GetRequiredService<InfoFeature>().Run(provider.GetRequiredService<IConsole>());
            return 0;
        }

        // The configuration file is read from the working directory, so a failure on the way there has only the command line to go by.
        var log = provider.GetRequiredService<ICakeLog>();
        log.Verbosity = settings.Verbosity ?? Verbosity.Normal;
        SetWorkingDirectory(provider, settings);
        log.Verbosity = provider.GetRequiredService<ICakeConfiguration>().GetVerbosity(settings.Verbosity);

        var host = HostOf(provider, settings);
        var tasks = new TaskRegistration(provider);
        if (settings.Exclusive)
        {
            host.Settings.UseExclusiveTarget();
        }

        tasks.Register();
        host.RunTargets(settings.Targets);
        return 0;
    }

    private static IScriptHost HostOf(ServiceProvider provider, HostSettings settings)
    {
        return settings switch
        {
            { DryRun: true } => provider.GetRequiredService<DryRunScriptHost<IFrostingContext>>(),
            { Tree: true } => provider.GetRequiredService<TreeScriptHost>(),
            { Description: true } => provider.GetRequiredService<DescriptionScriptHost>(),
            _ => provider.GetRequiredService<BuildScriptHost<IFrostingContext>>(),
        };
    }

    private static void SetWorkingDirectory(ServiceProvider provider, HostSettings settings)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        var chosen = settings.WorkingDirectory ?? provider.GetService<WorkingDirectory>()?.Path;
        var directory = chosen?.MakeAbsolute(environment) ?? environment.WorkingDirectory;
        if (!provider.GetRequiredService<IFileSystem>().Exist(directory))
        {
            throw new FrostingException($"The working directory '{directory.FullPath}' does not exist.");
        }

        environment.WorkingDirectory = directory;
    }
}
