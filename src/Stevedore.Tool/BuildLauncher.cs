using Stevedore.Runs;

namespace Stevedore.Tool;

/// <summary>How the build of a repository is started.</summary>
internal static class BuildLauncher
{
    private const string Script = "build.sh";

    // Where Stevedore's launcher keeps what it compiled. A script of another kind may do anything.
    private const string Mark = "build/obj/launcher";

    /// <param name="repository">The folder that the build is in.</param>
    /// <param name="path">The value of PATH.</param>
    /// <param name="arguments">Those of the Frosting host.</param>
    /// <exception cref="StevedoreException">There is nothing to start it with.</exception>
    public static ImmutableArray<string> Command(string repository, string? path, ImmutableArray<string> arguments)
    {
        if (!OperatingSystem.IsWindows() && IsLauncher(Path.Combine(repository, Script)) && ProgramPath.Find(path, "bash") is { } bash)
        {
            return [bash, Path.Combine(repository, Script), .. arguments];
        }

        return ProgramPath.Find(path, ProgramPath.Names("dotnet")) is { } dotnet
            ? [dotnet, "run", "--project", Path.Combine(repository, BuildProject.File), "--configuration", "Release", "--", .. arguments]
            : throw new StevedoreException(
                $"Cannot run {BuildProject.File}",
                "the .NET SDK is not installed, or not on the PATH",
                $"Install it from https://dotnet.microsoft.com/download, or run this tool's own tasks with --{CommonArguments.NoBuildProject}."
            );
    }

    private static bool IsLauncher(string script) =>
        FileFaults.Tell(
            $"Cannot run {BuildProject.File}",
            "Make build.sh readable.",
            () => File.Exists(script) && File.ReadAllText(script).Contains(Mark, StringComparison.Ordinal)
        );
}
