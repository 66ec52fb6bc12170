using Cake.Common;
using Cake.Core;
using Cake.Core.IO;
using Stevedore;

namespace Build;

/// <summary>A test project, which is a program that runs its own tests.</summary>
public sealed record TestSuite(string Name, string Project)
{
    private static readonly TestSuite[] All = [new("unit", "Stevedore.Tests"), new("lab", "Stevedore.LabTests")];

    public static IReadOnlyList<TestSuite> Named(string? name) =>
        name is null ? All
        : Array.Find(All, suite => suite.Name == name) is { } one ? [one]
        : throw new StevedoreException($"Cannot test --suite={name}", "there is no such suite", "The suites are unit and lab.");

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
        _ = context.StartProcess("dotnet", new ProcessSettings { Arguments = arguments });
        return context.FileSystem.Exist(file)
            ? TestCounts.Read(file.FullPath)
            : throw new CakeException($"{Project} ended without a report: its program failed to start, see above.");
    }
}
