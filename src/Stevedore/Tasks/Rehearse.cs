using System.Reflection;
using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Rehearsal;

namespace Stevedore.Tasks;

/// <summary>Ships against the lab: a real engine, real registries and an AWS API, without an account. Implies <c>--allow-dirty</c>.</summary>
[TaskName(nameof(Rehearse))]
[TaskDescription("Ships against a lab on this machine: real engine, registries and AWS API, no account needed.")]
[ShipArguments]
[TaskArgument("lab", "The script of another lab. Default: the one that comes with Stevedore.", Values = "script")]
public sealed class Rehearse(CleanUp cleanUp) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        var script = Lab.Find(RunArguments.Value(context.Arguments, "lab"), context.Environment.WorkingDirectory.FullPath);
        var lab = new Lab(script, cleanUp);
        var variables = await lab.Up();
        var overrides = RehearsalOverrides.Of(context.Session.Plan, variables.GetValueOrDefault("STEVEDORE_LAB_REGISTRY"));
        var command = ShipCommand.Of(Program(), context.Arguments.GetArguments(), context.Log.Verbosity);
        var exitCode = await lab.Execute(command, overrides);
        if (exitCode != 0)
        {
            throw new StevedoreException("The rehearsal failed", $"Ship ended with exit code {exitCode}", "Its own message is above.");
        }
    }

    private static IEnumerable<string> Program()
    {
        var assembly = Assembly.GetEntryAssembly()!.Location;
        var process = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(process) == "dotnet" ? [process, assembly] : [process];
    }
}
