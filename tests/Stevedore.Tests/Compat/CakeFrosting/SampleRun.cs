using System.Collections.Immutable;
using System.Diagnostics;
using Stevedore.Terminal;

namespace Stevedore.Tests.Compat.CakeFrosting;

/// <summary>A run of the sample host as a process of its own.</summary>
/// <param name="Steps">The lines that the sample's own code printed.</param>
internal sealed record SampleRun(int ExitCode, string Output, string Errors, ImmutableArray<string> Steps)
{
    private static readonly string SampleHost = TestHost.Find("SampleHost");

    public static SampleRun Of(params string[] arguments) => OfVariation("usual", arguments);

    public static SampleRun OfVariation(string variation, params string[] arguments)
    {
        return Start(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["SAMPLE_HOST"] = variation },
            Environment.CurrentDirectory,
            arguments
        );
    }

    public static SampleRun Start(IReadOnlyDictionary<string, string> environment, string directory, string[] arguments, string input = "")
    {
        var start = new ProcessStartInfo("dotnet", [SampleHost, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };

        // What a build server sets changes what Cake and Spectre print.
        foreach (var name in new[] { "GITHUB_ACTIONS", "TF_BUILD", "CAKE_SETTINGS_VERBOSITY", "SAMPLE_MADE" })
        {
            start.Environment.Remove(name);
        }

        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var writing = process.StandardInput.WriteAsync(input).ContinueWith(_ => process.StandardInput.Close(), TaskScheduler.Default);
        var output = process.StandardOutput.ReadToEnd();
        writing.Wait();
        process.WaitForExit();
        return new(process.ExitCode, output, errors.Result, StepsOf(output));
    }

    private static ImmutableArray<string> StepsOf(string output)
    {
        return [.. output.Split('\n').Where(line => line.StartsWith("> ", StringComparison.Ordinal)).Select(line => line[2..])];
    }
}
