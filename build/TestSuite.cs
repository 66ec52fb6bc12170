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
        new("unit", "Stevedore.Tests"),
        new("lab", "Stevedore.LabTests"),
        // CodeBuild's engine caches otherwise, and says things in other words.
        new("engine-28", "Stevedore.LabTests") { Engine = "28", Namespaces = ["Engines", "Builders", "Shipping"] },
    ];

    /// <summary>The engine of the lab.</summary>
    public string Engine { get; init; } = "26";

    /// <summary>The only namespaces whose tests run, below the project's own; none for all.</summary>
    public ImmutableArray<string> Namespaces { get; init; } = [];

    public static IReadOnlyList<TestSuite> Named(string? name) =>
        name is null ? All
        : Array.Find(All, suite => suite.Name == name) is { } one ? [one]
        : throw new StevedoreException(
            $"Cannot test --suite={name}",
            "there is no such suite",
            $"The suites are {string.Join(", ", All.Select(suite => suite.Name))}."
        );

    public TestCounts Run(ICakeContext context)
    {
        const string report = "report.xml";
        var folder = context.Environment.WorkingDirectory.Combine($"tests/{Project}/bin/Release/net10.0");
        var results = folder.Combine("TestResults");
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
        foreach (var name in Namespaces)
        {
            arguments.Append($"--filter-namespace Stevedore.LabTests.{name}");
        }

        var settings = new ProcessSettings
        {
            Arguments = arguments,
            EnvironmentVariables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["STEVEDORE_LAB_ENGINE"] = Engine },
        };
        _ = context.StartProcess("dotnet", settings);
        return context.FileSystem.Exist(file)
            ? TestCounts.Read(file.FullPath)
            : throw new CakeException($"{Project} ended without a report: its program failed to start, see above.");
    }
}
