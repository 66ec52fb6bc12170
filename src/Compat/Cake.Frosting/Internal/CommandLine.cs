using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>The command line of a host.</summary>
internal static class CommandLine
{
    public static int Run(IServiceCollection services, string[] arguments)
    {
        // Spectre's command line takes longer to start than all else in a host together.
        return PlainCommandLine.TryParse(arguments, out var settings, out var remaining)
            ? HostRun.Execute(services, settings, remaining)
            : SpectreCommandLine.Run(services, arguments);
    }
}
