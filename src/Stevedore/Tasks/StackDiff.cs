using Cake.Frosting;
using Stevedore.Arguments;
using Stevedore.Stacks;
using Stevedore.Stacks.Statuses;
using Stevedore.Terminal;

namespace Stevedore.Tasks;

/// <summary>What a deployment of stacks would change. Leaves nothing behind.</summary>
[TaskName(nameof(StackDiff))]
[TaskDescription("Shows what a deployment of the pipelines' stacks would change, replace and lose; changes nothing.")]
[Verb("stack diff", Group = "Pipeline", Example = "--pipeline=shop --exit-code")]
[StackArguments]
[TaskArgument("capabilities", "Capabilities besides those for roles, joined by commas.", Values = "CAPABILITY_AUTO_EXPAND")]
[TaskArgument("exit-code", "Exit with 0 where nothing differs, 1 where something does, 2 where that cannot be told.")]
public sealed class StackDiff(IStacks stacks, IOutput output, ExitCode exitCode) : AsyncFrostingTask<IStevedoreContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(IStevedoreContext context)
    {
        var hasExitCode = RunOptions.Flag(context.Arguments, "exit-code");
        var differences = await stacks.Compare(StackRequests.Of(context.Arguments));
        output.Lines(DifferenceText.Lines(differences));
        output.Json(DifferenceText.Json(differences));
        if (hasExitCode)
        {
            DifferenceFault.ThrowIfUntold(differences);
        }

        if (hasExitCode && differences.Any(stack => stack.IsAny))
        {
            exitCode.Differs();
        }
    }
}
