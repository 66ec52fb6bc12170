using Stevedore.Runs;

namespace Stevedore.Tool;

/// <summary>Starts the build of a repository.</summary>
internal static class BuildLauncher
{
    private const string Script = "build.sh";

    // Where Stevedore's launcher keeps what it compiled. A script of another kind may do anything.
    private const string Mark = "build/obj/launcher";

    /// <summary>Runs it in this command's place.</summary>
    /// <param name="repository">The folder that the build is in.</param>
    /// <param name="path">The value of PATH.</param>
    /// <param name="arguments">Those of the Frosting host.</param>
    /// <returns>Its exit code, or the compiler's.</returns>
    /// <exception cref="StevedoreException">There is nothing to start it with.</exception>
    public static int Run(string repository, string? path, ImmutableArray<string> arguments)
    {
        if (Launcher(repository, path) is { IsEmpty: false } launcher)
        {
            return ChildProgram.Run([.. launcher, .. arguments], repository);
        }

        var dotnet = Sdk(path);
        // Not `dotnet run`: it prints warnings to stdout, where `--json` is read, and stands between the build and its signals.
        var (code, host) = ChildProgram.Output(Compilation(dotnet, repository), repository);
        return code != 0 ? code : ChildProgram.Run([dotnet, host.Trim(), .. arguments], repository);
    }

    /// <summary>Empty where there is no launcher of ours.</summary>
    public static ImmutableArray<string> Launcher(string repository, string? path) =>
        !OperatingSystem.IsWindows() && IsLauncher(Path.Combine(repository, Script)) && ProgramPath.Find(path, "bash") is { } bash
            ? [bash, Path.Combine(repository, Script)]
            : [];

    /// <summary>Compiles the build, and prints the path of its host and nothing else on stdout.</summary>
    public static ImmutableArray<string> Compilation(string dotnet, string repository) =>
        [
            dotnet,
            "build",
            Path.Combine(repository, BuildProject.File),
            "--configuration",
            "Release",
            "--nologo",
            "-target:Build",
            "-getProperty:TargetPath",
        ];

    /// <exception cref="StevedoreException">It is not on the PATH.</exception>
    public static string Sdk(string? path) =>
        ProgramPath.Find(path, ProgramPath.Names("dotnet"))
        ?? throw new StevedoreException(
            $"Cannot run {BuildProject.File}",
            "the .NET SDK is not installed, or not on the PATH",
            $"Install it from https://dotnet.microsoft.com/download, or run this tool's own tasks with --{CommonArguments.NoBuildProject}."
        );

    private static bool IsLauncher(string script) =>
        FileFaults.Tell(
            $"Cannot run {BuildProject.File}",
            "Make build.sh readable.",
            () => File.Exists(script) && File.ReadAllText(script).Contains(Mark, StringComparison.Ordinal)
        );
}
