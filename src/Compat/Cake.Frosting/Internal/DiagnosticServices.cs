using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting.Internal;

/// <summary>What Cake.Cli's AddCakeDiagnostics registers, with Spectre's console only made when something prints to it.</summary>
internal static class DiagnosticServices
{
    public static void Register(IServiceCollection services)
    {
        services.AddSingleton<ICakeLog, CakeBuildLog>();
        services.AddSingleton<IConsole, CakeConsole>();
        var console = ServiceDescriptor.Singleton(typeof(IAnsiConsole), _ => AnsiConsole.Console);
        services.Add(console);
        services.AddSingleton<ICakeReportPrinter>(provider => PrinterOf(provider, services, console));
    }

    private static ICakeReportPrinter PrinterOf(IServiceProvider provider, IServiceCollection services, ServiceDescriptor console)
    {
        // A consumer's console gets what it would get from Cake.
        var isOurs = services.Last(service => service.ServiceType == typeof(IAnsiConsole)) == console;
        return isOurs && PlainText.IsAllThatOutputTakes() ? new PlainReportPrinter(Spectre) : Spectre();

        ICakeReportPrinter Spectre() => new CakeSpectreReportPrinter(provider.GetRequiredService<IAnsiConsole>());
    }
}
