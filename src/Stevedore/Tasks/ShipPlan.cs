using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Planning;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>Prints the plan. Changes nothing, calls nothing: what only AWS knows is shown as such.</summary>
[TaskName(nameof(ShipPlan))]
[TaskDescription("Shows images, platforms, tags and references, and where each setting came from; changes nothing.")]
[Verb("plan", Group = "Ship", Example = "--environment=prod --json")]
[ShipArguments]
public sealed class ShipPlan(IOutput output) : FrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override void Run(IStevedoreContext context)
    {
        if (context.Options.Json)
        {
            output.Json(PlanJson.Render(context.Plan, context.Settings));
        }
        else
        {
            output.Lines(PlanText.Render(context.Plan, context.Settings));
        }

        foreach (var warning in context.Run.Warnings)
        {
            context.Log.Warn(warning);
        }
    }
}
