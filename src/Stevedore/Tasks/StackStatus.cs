using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Stacks;
using Stevedore.Stacks.Statuses;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>What the stacks of pipelines hold, put out, and failed of last.</summary>
[TaskName(nameof(StackStatus))]
[TaskDescription("Shows the pipelines' stacks: resources, outputs, the badge as Markdown, and why one failed last.")]
[Verb("stack status", Group = "Pipeline", Example = "--json")]
[StackArguments]
public sealed class StackStatus(IStacks stacks, IOutput output) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        var found = await stacks.Status(StackRequests.Of(context.Arguments));
        output.Lines(StateText.Lines(found));
        output.Json(StateText.Json(found));
    }
}
