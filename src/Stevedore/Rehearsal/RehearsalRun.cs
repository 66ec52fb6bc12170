using Cake.Core;
using Stevedore.Arguments;
using Stevedore.Planning;
using Stevedore.Shipping;
using Stevedore.Terminal;

namespace Stevedore.Rehearsal;

/// <summary>Ships the plan of this command in a lab.</summary>
public interface IRehearsal
{
    /// <exception cref="StevedoreException">The lab cannot start, something of the plan is not the lab's, or Ship failed there.</exception>
    Task Run();
}

/// <inheritdoc/>
internal sealed class RehearsalRun(StevedoreRun run, WorkspaceReader reader, IEnumerable<RegistryKind> kinds, CleanUp cleanUp) : IRehearsal
{
    /// <inheritdoc/>
    public async Task Run()
    {
        var context = run.Cake;
        var lab = new Lab(Lab.Find(RunOptions.Value(context.Arguments, "lab"), context.Environment.WorkingDirectory.FullPath), cleanUp);
        var environment = context.Environment.GetEnvironmentVariables().ToDictionary(StringComparer.Ordinal);
        var places = new LabPlaces(await lab.Up(), environment.GetValueOrDefault("STEVEDORE_LAB_HOSTS"));
        var plan = run.Plan;
        var changes = RehearsalOverrides.Of(plan, run.Settings.Values, [.. kinds], places);
        var inside = RehearsalEnvironment.Of(environment, changes, places);
        var inputs = reader.Look(context, run.Options, inside).Inputs;
        RehearsalHosts.Check(reader.Plan(inputs), inputs.Dockerfiles, places);
        foreach (var note in changes.Notes)
        {
            context.Log.Note(note);
        }

        await lab.Execute(ShipCommand.Of(ThisProgram.Command(), context.Arguments.GetArguments(), context.Log.Verbosity), inside);
    }
}
