using Stevedore.Source;

namespace Stevedore.Tests.Source;

/// <summary>The facts that the cases start from.</summary>
internal static class SourceCases
{
    public const string Commit = "3f2a91c04d5e6f708192a3b4c5d6e7f80912a3b4";
    public const string OtherCommit = "9c0ffee15b0d6d5c3f2a91c04d5e6f7081927777";

    public static DateTimeOffset Date { get; } = new(2026, 11, 20, 10, 10, 45, TimeSpan.Zero);

    /// <summary>A clean checkout of main.</summary>
    public static GitFacts Git { get; } = new("/src/web", Commit, "main", [], Date, "https://github.com/acme/web", DirtyFiles: []);

    /// <summary>A clean tree on main, on a laptop.</summary>
    public static SourceFacts Main { get; } = Resolve(Git);

    /// <summary>A CodePipeline source: a commit and nothing else.</summary>
    public static SourceFacts Pipeline { get; } = Resolve(null, "codepipeline");

    /// <summary>A folder that nothing is known about.</summary>
    public static SourceFacts Unknown { get; } = Resolve(null);

    public static SourceFacts Resolve(GitFacts? git, string environment = "laptop", SourceArguments? arguments = null) =>
        Resolve(git, CapturedEnvironment.Read(environment), arguments);

    public static SourceFacts Resolve(GitFacts? git, string environment, params (string Name, string? Value)[] changes) =>
        Resolve(git, CapturedEnvironment.Read(environment, changes));

    /// <summary>In the primary source of a build, where there is one.</summary>
    public static SourceFacts Resolve(GitFacts? git, Dictionary<string, string> variables, SourceArguments? arguments = null)
    {
        var primary = variables.GetValueOrDefault("CODEBUILD_SRC_DIR");
        var folder = primary ?? git?.Root ?? "/src/web";
        SourceFolders folders = new(folder, git is null ? null : folder, primary, []);
        return SourceResolution.Resolve(git, folders, variables, arguments ?? new());
    }
}
