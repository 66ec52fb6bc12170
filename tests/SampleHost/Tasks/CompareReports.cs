using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace SampleHost.Tasks;

/// <summary>Prints many reports by the host's printer and by the one of Cake.Cli.</summary>
public sealed class CompareReports : FrostingTask<SampleContext>
{
    private static readonly string[] Names =
    [
        "A",
        "ShipLogin",
        "[odd]",
        "Ünïcode",
        "two  words",
        " edges ",
        new('x', 40),
        new('y', 61),
        new('z', 100),
    ];

    private static readonly string?[] Reasons =
    [
        null,
        "",
        "not today",
        "[odd]",
        "one reason, and then another reason that is longer",
        new('r', 90),
    ];

    public override void Run(SampleContext context)
    {
        Print("by host", context.ServiceProvider.GetRequiredService<ICakeReportPrinter>());
        Print("by cake", new CakeSpectreReportPrinter(AnsiConsole.Console));
        Console.WriteLine("== end");
    }

    private static void Print(string title, ICakeReportPrinter printer)
    {
        Console.WriteLine($"== {title}");
        for (var length = 1; length <= 90; length++)
        {
            PrintSteps(printer, new string('s', length));
            printer.Write(new CakeReport { { new string('t', length), TimeSpan.FromTicks(length) } });
        }

        foreach (var name in Names)
        {
            PrintSteps(printer, name);
            foreach (var reason in Reasons)
            {
                printer.Write(ReportOf(name, reason));
            }
        }
    }

    private static void PrintSteps(ICakeReportPrinter printer, string name)
    {
        foreach (var verbosity in Enum.GetValues<Verbosity>())
        {
            printer.WriteStep(name, verbosity);
            printer.WriteLifeCycleStep(name, verbosity);
            printer.WriteSkippedStep(name, verbosity);
        }
    }

    private static CakeReport ReportOf(string name, string? reason)
    {
        var report = new CakeReport { { "Setup", CakeReportEntryCategory.Setup, TimeSpan.FromSeconds(1) } };
        report.AddSkipped(name, reason);
        report.AddFailed(name, TimeSpan.FromDays(12.5));
        report.AddDelegated("Ship", TimeSpan.Zero);
        report.Add("Teardown", CakeReportEntryCategory.Teardown, TimeSpan.FromMinutes(61));
        return report;
    }
}
