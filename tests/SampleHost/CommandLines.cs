using System.Text.Json;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace SampleHost;

/// <summary>
/// Reads command lines, one JSON array a line, and answers each with what the host makes of it and what Spectre's command line makes of it.
/// </summary>
internal static class CommandLines
{
    public static int Compare(TextReader lines, TextWriter answers)
    {
        while (lines.ReadLine() is { } line)
        {
            var arguments = JsonSerializer.Deserialize<string[]>(line)!;
            answers.WriteLine($"host: {ByHost(arguments)}");
            answers.WriteLine($"spectre: {SpectreReading.Of(arguments)}");
        }

        return 0;
    }

    private static string ByHost(string[] arguments)
    {
        var setup = new Listening();
        new CakeHost()
            .UseContext<SampleContext>()
            .ConfigureServices(services =>
            {
                services.AddSingleton<IFrostingSetup>(setup);
                services.AddSingleton<ICakeReportPrinter, NoReport>();
                services.AddSingleton<ICakeLog>(new SilentLog());
            })
            .Run(arguments);
        return setup.Heard ?? "nothing ran";
    }

    private sealed class Listening : IFrostingSetup
    {
        public string? Heard { get; private set; }

        public void Setup(ICakeContext context, ISetupContext info)
        {
            Heard = Reading.Of(context.Arguments, context.Log.Verbosity);
            throw new CakeException("That was all.");
        }
    }

    private sealed class NoReport : ICakeReportPrinter
    {
        public void Write(CakeReport report) { }

        public void WriteStep(string name, Verbosity verbosity) { }

        public void WriteLifeCycleStep(string name, Verbosity verbosity) { }

        public void WriteSkippedStep(string name, Verbosity verbosity) { }
    }

    private sealed class SilentLog : ICakeLog
    {
        public Verbosity Verbosity { get; set; }

        public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) { }
    }
}
