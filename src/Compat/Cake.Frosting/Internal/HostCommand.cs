using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>The one command of a host, as Spectre's command line calls it.</summary>
internal sealed class HostCommand : Command<HostSettings>
{
    private readonly IServiceCollection _services;

    public HostCommand(IServiceCollection services)
    {
        _services = services;
    }

    public override int Execute(CommandContext context, HostSettings settings, CancellationToken cancellationToken)
    {
        return HostRun.Execute(_services, settings, context.Remaining);
    }
}
