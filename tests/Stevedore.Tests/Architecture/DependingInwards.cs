using System.Text.RegularExpressions;
using Xunit;

namespace Stevedore.Tests.Architecture;

/// <summary>Tasks depend on services, services on what is pure, and what is pure on nothing outside itself.</summary>
public sealed partial class DependingInwards
{
    private static readonly string Source = Path.Combine(Repository(), "src", "Stevedore");
    private static readonly string[] Services = ["Aws", "Docker", "Outputs", "Shipping", "Tasks", "Arguments"];

    /// <summary>Pure folders, and files that are exceptions: where facts are read, and where other packages add kinds.</summary>
    public static TheoryData<string, string> Pure { get; } =
        new()
        {
            { "Images", "" },
            { "Planning", "" },
            { "Settings", "KnownKinds.cs" },
            { "Source", "Git*.cs" },
        };

    [Theory]
    [MemberData(nameof(Pure))]
    public void WhatIsPureTouchesNothing(string folder, string exception) =>
        Assert.Empty(
            Files(folder, exception).SelectMany(file => Effects().Matches(Code(file)).Select(match => $"{Name(file)}: {match.Value}"))
        );

    [Theory]
    [InlineData("Images", "Planning Settings Source Registries")]
    [InlineData("Settings", "Planning Source Registries")]
    [InlineData("Source", "Planning Settings Registries")]
    [InlineData("Planning", "Registries.Distribution Secrets")]
    public void WhatIsPureKnowsNoService(string folder, string others)
    {
        var forbidden = Services.Concat(others.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();

        Assert.Empty(
            Files(folder, "")
                .SelectMany(file => Uses().Matches(Code(file)).Select(match => (file, Noun: match.Groups["noun"].Value)))
                .Where(use =>
                    forbidden.Any(noun => use.Noun == noun || use.Noun.StartsWith(noun + ".", StringComparison.Ordinal))
                    && !IsAllowed(folder, use.Noun)
                )
                .Select(use => $"{Name(use.file)} uses {use.Noun}")
        );
    }

    [Fact]
    public void NothingButTasksAndTheHostKnowsTasks() =>
        Assert.Empty(
            Directory
                .EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
                .Where(file =>
                    !IsGenerated(file) && !Name(file).StartsWith("Tasks", StringComparison.Ordinal) && Name(file) != "StevedoreHost.cs"
                )
                .Where(file => Code(file).Contains("using Stevedore.Tasks;", StringComparison.Ordinal))
                .Select(Name)
        );

    // A plan names the rules of settings and the tags of templates, and settings check both.
    private static bool IsAllowed(string folder, string noun) => folder == "Settings" && noun.Split('.')[0] is "Planning" or "Source";

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

    private static bool IsGenerated(string file) => Name(file).Split(Path.DirectorySeparatorChar)[0] is "obj" or "bin";

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
        @"\b(?:Cake\.|Amazon\.|System\.Net\.Http|HttpClient\b|File\.|Directory\.|Process\.|Environment\.(?:Get|Exit|Current|Machine|User)|DateTime(?:Offset)?\.(?:Utc)?Now|DateTime\.Today|Random\b|Guid\.NewGuid|Console\.)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Effects();

    [GeneratedRegex(@"using Stevedore\.(?<noun>[\w.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Uses();
}
