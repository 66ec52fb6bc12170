using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Stevedore.Hosting;
using Stevedore.Init;
using Stevedore.Runs;

namespace Stevedore.Tool;

/// <summary>Does what a command line asks for.</summary>
internal static class ToolRun
{
    /// <returns>The exit code.</returns>
    public static int Of(string[] commandLine, Verbs verbs)
    {
        var place = Place.Of(commandLine);
        var root = RepositoryRoot.Above(Folder(place.Working));
        var hasBuild = !place.LeavesBuildOut && BuildProject.IsIn(root);
        return new CommandLine(verbs, hasBuild).Read(place.Rest) switch
        {
            Invocation.Help { Verb: { } verb } => Print(HelpText.Of(verb)),
            Invocation.Help => Print(HelpText.Of(verbs)),
            Invocation.Version => Print([OwnVersion.Text]),
            Invocation.Completion completion => Print([Completions.Shell.Script(completion.Shell, verbs)]),
            Invocation.Run run when hasBuild => HandOver(root, run.Arguments),
            Invocation.Run run => Run(root, run.Arguments, place.LeavesBuildOut),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static string Folder(string? working)
    {
        var folder = Path.GetFullPath(working ?? ".", WorkingFolder.OfThisProcess());
        return Directory.Exists(folder)
            ? folder
            : throw new StevedoreException($"Cannot run in {folder}", "there is no such folder", $"Correct --{CommonArguments.Working}.");
    }

    private static int HandOver(string root, ImmutableArray<string> arguments) =>
        BuildLauncher.Run(root, Environment.GetEnvironmentVariable("PATH"), arguments);

    private static int Run(string root, ImmutableArray<string> arguments, bool leavesBuildOut)
    {
        if (leavesBuildOut && File.Exists(Path.Combine(root, BuildProject.File)))
        {
            Console.Error.WriteLine(
                $"Warning: {BuildProject.File} is left out, as --{CommonArguments.NoBuildProject} asks: its tasks do not run, and its settings in C# do not count."
            );
        }

        OwnArguments own = new(leavesBuildOut ? [$"--{CommonArguments.NoBuildProject}"] : []);
        return new CakeHost()
            .ConfigureServices(services => services.AddSingleton(own))
            .UseStevedore()
            .Run([.. arguments, $"--{CommonArguments.Working}={root}"]);
    }

    private static int Print(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.WriteLine(line);
        }

        return 0;
    }
}
