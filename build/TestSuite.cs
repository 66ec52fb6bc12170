using System.Text;
using Cake.Common;
using Cake.Core;
using Cake.Core.IO;
using Stevedore;

namespace Build;

/// <summary>A test project, which is a program that runs its own tests.</summary>
/// <param name="Name">What <c>--suite</c> calls it.</param>
public sealed record TestSuite(string Name, string Project)
{
    private static readonly TestSuite[] All =
    [
        new("unit", "Stevedore.Tests") { Filter = "--filter-not-trait Shell=PowerShell" },
        // Two labs, since the tests of one come one after the other.
        new("lab", "Stevedore.LabTests")
        {
            Filter =
                "--filter-not-trait Needs=npm --filter-not-trait Suite=installing --filter-not-trait Suite=labs --filter-not-namespace Stevedore.LabTests.Shipping",
        },
        new("shipping", "Stevedore.LabTests") { State = ".lab-shipping", Filter = "--filter-namespace Stevedore.LabTests.Shipping" },
        // CodeBuild's engine caches otherwise, and says things in other words.
        new("engine-28", "Stevedore.LabTests")
        {
            Engine = "28",
            State = ".lab-28",
            Filter = "--filter-trait Engine=28",
        },
        // What is newer than the service models, held against AWS's SDK for JavaScript, which npm fetches.
        new("npm", "Stevedore.LabTests") { Filter = "--filter-trait Needs=npm", IsOnlyByName = true },
        // Several labs beside each other, which take their time to come up.
        new("labs", "Stevedore.LabTests") { Filter = "--filter-trait Suite=labs", IsOnlyByName = true },
        // What the suite lab tries of the packed tool and package in one repository each, in further kinds of repositories.
        new("installing", "Stevedore.LabTests") { Filter = "--filter-trait Suite=installing", IsOnlyByName = true },
        // When build.ps1 compiles, and with which SDK: each starts PowerShell several times, all together for as long as all others take.
        new("powershell", "Stevedore.Tests") { Filter = "--filter-trait Shell=PowerShell", IsOnlyByName = true },
    ];

    /// <summary>The engine of the lab; null for the usual one.</summary>
    public string? Engine { get; init; }

    /// <summary>The folder of its lab, in the repository.</summary>
    public string State { get; init; } = ".lab";

    /// <summary>Which of the project's tests are in the suite; null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Whether it runs only where it is asked for.</summary>
    public bool IsOnlyByName { get; init; }

    public static IReadOnlyList<TestSuite> Named(string? name) =>
        name is null ? [.. All.Where(suite => !suite.IsOnlyByName)]
        : Array.Find(All, suite => suite.Name == name) is { } one ? [one]
        : throw new StevedoreException(
            $"Cannot test --suite={name}",
            "there is no such suite",
            $"The suites are {string.Join(", ", All.Select(suite => suite.Name))}."
        );

    /// <summary>Runs the suite beside others: what it prints is handed over when it ends.</summary>
    /// <param name="hosts">The folder with the programs that tests start.</param>
    /// <exception cref="CakeException">Its program wrote no report.</exception>
    public async Task<TestCounts> Run(ICakeContext context, DirectoryPath hosts, Action<string> print)
    {
        const string report = "report.xml";
        var folder = context.Environment.WorkingDirectory.Combine($"tests/{Project}/bin/Release/net10.0");
        var results = folder.Combine("TestResults").Combine(Name);
        var file = results.CombineWithFilePath(report);
        if (context.FileSystem.Exist(file))
        {
            context.FileSystem.GetFile(file).Delete();
        }

        var arguments = new ProcessArgumentBuilder()
            .AppendQuoted(folder.CombineWithFilePath($"{Project}.dll").FullPath)
            .Append("--no-progress --report-xunit --report-xunit-filename")
            .Append(report)
            .Append("--results-directory")
            .AppendQuoted(results.FullPath);
        if (Filter is not null)
        {
            arguments.Append(Filter);
        }

        print(await Printed(context, arguments, hosts));
        return context.FileSystem.Exist(file)
            ? TestCounts.Read(file.FullPath)
            : throw new CakeException($"{Project} ended without a report: its program failed to start, see above.");
    }

    private async Task<string> Printed(ICakeContext context, ProcessArgumentBuilder arguments, DirectoryPath hosts)
    {
        var printed = new StringBuilder();
        var settings = new ProcessSettings
        {
            Arguments = arguments,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectedStandardOutputHandler = Add,
            RedirectedStandardErrorHandler = Add,
            EnvironmentVariables = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["STEVEDORE_LAB_ENGINE"] = Engine ?? "",
                ["STEVEDORE_LAB_STATE"] = context.Environment.WorkingDirectory.Combine(State).FullPath,
                ["STEVEDORE_TEST_HOSTS"] = hosts.FullPath,
                // Thousands of short runs, none of which lives to see what these are for; and no core is idle that could compile beside a start.
                ["DOTNET_MultiCoreJitMinNumCpus"] = "63",
                ["DOTNET_TieredPGO"] = "0",
                ["DOTNET_EnableWriteXorExecute"] = "0",
            },
        };
        using var process = context.StartAndReturnProcess("dotnet", settings);
        await Task.Run(process.WaitForExit);
        return printed.ToString();

        string? Add(string? line)
        {
            if (line is not null)
            {
                lock (printed)
                {
                    printed.AppendLine(line);
                }
            }

            return null;
        }
    }
}
