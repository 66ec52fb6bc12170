using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Stacks;
using Stevedore.Stacks.Statuses;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>Creates and updates the stacks of pipelines: shows what would change, asks, and waits until it has.</summary>
[TaskName(nameof(StackDeploy))]
[TaskDescription("Deploys the pipelines' stacks by change set: shows it, asks, and shows what happens and why it failed.")]
[Verb("stack deploy", Group = "Pipeline", Example = "--pipeline=shop")]
[StackArguments]
[TaskArgument("yes", "Answer whatever would be asked with yes, where nobody is there.")]
[TaskArgument("role", "The role that CloudFormation itself does it with.", Values = "arn")]
[TaskArgument("capabilities", "Capabilities besides those for roles, joined by commas.", Values = "CAPABILITY_AUTO_EXPAND")]
public sealed class StackDeploy(IStacks stacks, IOutput output) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        var outcomes = await stacks.Deploy(StackRequests.Of(context.Arguments));
        output.Lines(OutcomeText.Lines(outcomes));
        output.Json(OutcomeText.Json(outcomes));
    }
}
