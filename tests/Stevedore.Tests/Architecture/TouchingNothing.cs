using System.Text.RegularExpressions;
using Xunit;

namespace Stevedore.Tests.Architecture;

/// <summary>Decisions depend on nothing but what they are given.</summary>
public sealed partial class TouchingNothing
{
    private static readonly string Source = Path.Combine(Repository(), "src", "Stevedore");

    /// <summary>Pure folders, and files that are exceptions: where facts are read, and where other packages add kinds.</summary>
    public static TheoryData<string, string> Pure { get; } =
        new()
        {
            { "Images", "" },
            { "Planning", "" },
            { "Templates", "" },
            { "Settings", "KnownKinds.cs" },
            { "Source", "Git*.cs" },
            {
                "Stacks",
                "(CloudFormationApi|IStackQuestions|RunningExecutions|StackCommands|StackConnections|StackFaults|StackPreparation|StackRequests|StackRun|StackSources|TemplateUpload).cs"
            },
            { "Init", "(RepositorySearch|FileWriting|Initialization|InitResources|BuildProject|PinUpdate|PipelineWriting).cs" },
        };

    [Theory]
    [MemberData(nameof(Pure))]
    public void WhatIsPureTouchesNothing(string folder, string exception) =>
        Assert.Empty(
            Files(folder, exception).SelectMany(file => Effects().Matches(Code(file)).Select(match => $"{Name(file)}: {match.Value}"))
        );

    private static IEnumerable<string> Files(string folder, string exception) =>
        Directory
            .EnumerateFiles(Path.Combine(Source, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                exception.Length == 0
                || !Regex.IsMatch(
                    Path.GetFileName(file),
                    $"^{exception.Replace("*", ".*", StringComparison.Ordinal)}$",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                )
            );

    private static string Name(string file) => Path.GetRelativePath(Source, file);

    // Comments may name what code may not use.
    private static string Code(string file) =>
        string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Stevedore.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests are not in the repository.");
    }

    [GeneratedRegex(
        @"\b(?:Cake\.|Amazon\.(?!\w+\.Model;)|System\.Net\.Http|HttpClient\b|File\.|Directory\.|Process\.|Environment\.(?:Get|Exit|Current|Machine|User)|DateTime(?:Offset)?\.(?:Utc)?Now|DateTime\.Today|Random\b|Guid\.NewGuid|Console\.)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Effects();
}
