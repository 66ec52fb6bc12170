using Cake.Core;
using Stevedore.Arguments;
using Stevedore.Settings;
using Stevedore.Shipping;
using Stevedore.Terminal;

namespace Stevedore.Rehearsal;

/// <summary>Ships the plan of a session in a lab.</summary>
internal sealed class RehearsalRun(ICakeContext context, ShipSession session, PlanLoader loader, KnownKinds kinds, CleanUp cleanUp)
{
    /// <exception cref="StevedoreException">The lab cannot start, something of the plan is not the lab's, or Ship failed there.</exception>
    public async Task Run()
    {
        var lab = new Lab(Lab.Find(RunArguments.Value(context.Arguments, "lab"), context.Environment.WorkingDirectory.FullPath), cleanUp);
        var environment = context.Environment.GetEnvironmentVariables().ToDictionary(StringComparer.Ordinal);
        var places = new LabPlaces(await lab.Up(), environment.GetValueOrDefault("STEVEDORE_LAB_HOSTS"));
        var plan = session.Plan;
        var changes = RehearsalOverrides.Of(plan, session.Inputs.Settings.Values, kinds, places);
        var inside = RehearsalEnvironment.Of(environment, plan, changes, places);
        var inputs = loader.Load(context, session.Arguments, inside);
        RehearsalHosts.Check(loader.Plan(inputs), inputs.Dockerfiles, places);
        foreach (var note in changes.Notes)
        {
            context.Log.Note(note);
        }

        await lab.Execute(ShipCommand.Of(ThisProgram.Command(), context.Arguments.GetArguments(), context.Log.Verbosity), inside);
    }
}
