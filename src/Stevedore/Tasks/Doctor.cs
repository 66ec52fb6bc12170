using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Doctor;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>Looks whether a run of <see cref="Ship"/> would get past what can be looked at beforehand, and says what to do where not. Changes nothing.</summary>
[TaskName(nameof(Doctor))]
[TaskDescription("Checks engine, builder, platforms, credentials, repositories and the repository itself; says the fix for each.")]
[Verb("doctor", Group = "Start", Example = "--json")]
[ShipArguments]
public sealed class Doctor(IDoctor doctor, IOutput output) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        var findings = await doctor.Examine();
        output.Lines(FindingTable.Render(findings));
        output.Json(FindingJson.Render(findings));
        FindingFault.ThrowIfAny(findings);
    }
}
