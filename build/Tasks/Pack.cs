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
    "Only some of it. Default: package,tool; archives take long, and have not been made on every system yet.",
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
    private static readonly string[] Runtimes = ["linux-x64", "linux-arm64", "osx-arm64", "win-x64"];

    public override void Run(IStevedoreContext context)
    {
        var parts = Listed(context, "parts") ?? ["package", "tool"];
        var unknown = Array.Find(parts, part => !Parts.Contains(part));
        if (unknown is not null)
        {
            throw new StevedoreException($"Cannot pack '{unknown}'", "there is no such part", $"The parts are {string.Join(", ", Parts)}.");
        }

        var runtimes = Listed(context, "runtimes");
        var packages = new PackedProjects(context, RunOptions.Flag(context.Arguments, "official"));
        var version = packages.Version();
        if (parts.Contains("package"))
        {
            packages.Package(version);
        }

        if (parts.Contains("tool"))
        {
            packages.Tool(version, runtimes ?? [.. Runtimes, "any"]);
        }

        if (parts.Contains("archives"))
        {
            packages.Archives(version, runtimes ?? Runtimes);
        }

        packages.List();
    }

    private static string[]? Listed(ICakeContext context, string argument) =>
        RunOptions.Value(context.Arguments, argument)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
