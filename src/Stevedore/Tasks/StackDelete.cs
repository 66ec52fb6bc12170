using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Stacks;
using Stevedore.Stacks.Statuses;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>Deletes the stacks of pipelines, and leaves images and artifacts where they are.</summary>
[TaskName(nameof(StackDelete))]
[TaskDescription("Deletes the pipelines' stacks, after it has shown what goes and what stays; never one that is not ours.")]
[Verb("stack delete", Group = "Pipeline", Example = "--pipeline=shop")]
[StackArguments]
[TaskArgument("yes", "Answer whatever would be asked with yes, where nobody is there.")]
[TaskArgument("role", "The role that CloudFormation itself does it with.", Values = "arn")]
public sealed class StackDelete(IStacks stacks, IOutput output) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        var outcomes = await stacks.Delete(StackRequests.Of(context.Arguments));
        output.Lines(OutcomeText.Lines(outcomes));
        output.Json(OutcomeText.Json(outcomes));
    }
}
