using Build.Packing;
using Cake.Core;
using Cake.Frosting;
using Stevedore;
using Stevedore.Arguments;

namespace Build.Tasks;

[TaskName(nameof(Pack))]
[TaskDescription("Writes the package, the tool's packages and its archives to artifacts/packages.")]
[TaskArgument(
    "parts",
    "Only some of it. Default: package,tool; archives are programs that need no .NET.",
    Values = "package,tool,archives"
)]
[TaskArgument(
    "runtimes",
    "Only for these systems. Default: linux-x64,linux-arm64,osx-arm64,win-x64, and the tool for any other.",
    Values = "runtime,…"
)]
[TaskArgument("official", "The package for nuget.org: Cake, Cake.Docker and the AWS clients are dependencies, which the feed has to have.")]
public sealed class Pack : FrostingTask<IStevedoreContext>
{
    private static readonly string[] Parts = ["package", "tool", "archives"];

    public override void Run(IStevedoreContext context)
    {
        var parts = Listed(context, "parts", Parts) ?? ["package", "tool"];
        string[] systems = [.. ProgramArchives.Runtimes, "any"];
        var runtimes = Listed(context, "runtimes", systems) ?? systems;
        var packages = new PackedProjects(context, RunOptions.Flag(context.Arguments, "official"));
        var version = packages.Version();
        if (parts.Contains("package"))
        {
            packages.Package(version);
        }

        if (parts.Contains("tool"))
        {
            packages.Tool(version, runtimes);
        }

        if (parts.Contains("archives"))
        {
            packages.Archives(version, [.. runtimes.Where(ProgramArchives.Runtimes.Contains)]);
        }

        packages.List();
    }

    private static string[]? Listed(ICakeContext context, string argument, string[] known)
    {
        var given = RunOptions
            .Value(context.Arguments, argument)
            ?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return given?.Except(known).FirstOrDefault() is { } unknown
            ? throw new StevedoreException(
                $"Cannot pack '{unknown}'",
                $"--{argument} knows none of that name",
                $"Use some of {string.Join(",", known)}."
            )
            : given;
    }
}
