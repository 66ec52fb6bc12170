using Stevedore.Aws;
using Stevedore.Planning;
using Stevedore.Shipping;
using Stevedore.Stacks.Changes;
using Stevedore.Stacks.Deploying;
using Stevedore.Stacks.Statuses;
using Stevedore.Terminal;

namespace Stevedore.Stacks;

/// <summary>Looks at every stack first, and then changes one after the other.</summary>
internal sealed class StackCommands(
    StevedoreRun command,
    IAwsClients aws,
    TimeProvider clock,
    CleanUp cleanUp,
    IOutput output,
    IStackFiles files,
    IStackQuestions questions,
    IEnumerable<RegistryKind> kinds
) : IStacks
{
    private readonly StackRun run = new(command, aws, clock, cleanUp, output, questions);

    private StackSources Sources => new(command, aws, files, [.. kinds], run.Warn);

    /// <inheritdoc/>
    public async Task<ImmutableArray<StackDifference>> Compare(StackRequest request)
    {
        List<StackDifference> differences = [];
        StackPreparation preparation = new(run, request);
        var (here, elsewhere) = await Parted(Sources.Made(request), "compare");
        foreach (var target in here)
        {
            differences.Add(await Compare(await preparation.Prepare(target, waits: false)));
        }

        TellElsewhere(elsewhere, "compared");
        return [.. differences];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<StackOutcome>> Deploy(StackRequest request)
    {
        StackPreparation preparation = new(run, request);
        var (here, elsewhere) = await Parted(Sources.Made(request), "deploy");
        List<PreparedStack> prepared = [];
        foreach (var target in here)
        {
            prepared.Add(await preparation.Prepare(target, waits: true));
        }

        foreach (var stack in prepared)
        {
            ConfirmFile(request, stack);
        }

        List<StackOutcome> outcomes = [];
        StackDeployment deployment = new(run, request, preparation);
        foreach (var stack in prepared)
        {
            await deployment.Check(stack);
        }

        foreach (var stack in prepared)
        {
            outcomes.Add(await Behind(outcomes, () => deployment.Deploy(stack)));
        }

        TellElsewhere(elsewhere, "deployed");
        return [.. outcomes];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<StackOutcome>> Delete(StackRequest request)
    {
        List<StackOutcome> outcomes = [];
        StackDeletion deletion = new(run, request);
        var (here, elsewhere) = await Parted(Sources.Named(request), "delete");
        foreach (var target in here)
        {
            await deletion.Check(target);
        }

        foreach (var target in here.Reverse())
        {
            outcomes.Add(await Behind(outcomes, () => deletion.Delete(target)));
        }

        TellElsewhere(elsewhere, "deleted");
        return [.. outcomes];
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<StackState>> Status(StackRequest request)
    {
        List<StackState> stacks = [];
        StackReader reader = new(run);
        var (here, elsewhere) = await Parted(Sources.Named(request), "look at");
        foreach (var target in here)
        {
            stacks.Add(await reader.Read(target));
        }

        TellElsewhere(elsewhere, "looked at");
        return [.. stacks];
    }

    // Whoever read of the failure alone would take the others for unchanged, too.
    private async Task<StackOutcome> Behind(List<StackOutcome> outcomes, Func<Task<StackOutcome>> next)
    {
        try
        {
            return await next();
        }
        catch (StevedoreException)
        {
            run.Tell([.. OutcomeText.Lines(outcomes)]);
            throw;
        }
    }

    private async Task<StackDifference> Compare(PreparedStack stack)
    {
        var target = stack.Target;
        ChangeSets changeSets = new(run, target);
        ImmutableArray<string> changes = [];
        var isNothing = false;
        var isTold = stack.Condition is StackCondition.Absent or StackCondition.Reviewed or StackCondition.Ready;
        if (isTold)
        {
            var name = stack.Request.ChangeSetName = ChangeSetName.Passing(Guid.NewGuid());
            try
            {
                var made = await changeSets.Make(stack.Request, known: null);
                isNothing = made is null;
                changes = ChangeSetDifference.Of(made?.Changes ?? []);
            }
            catch when (!run.Cancellation.IsCancellationRequested)
            {
                await changeSets.RemoveBehindAFault(name);
                throw;
            }

            if (!isNothing)
            {
                await changeSets.Remove(name);
            }
        }
        else
        {
            run.Warn(
                $"The {target} is in {stack.There!.StackStatus!.Value}: CloudFormation makes no change set of it, and what is shown are its templates."
            );
        }

        return new(target.Name, target.Region)
        {
            IsNew = stack.IsNew,
            InFile = stack.FileDifferences,
            // Words that change nothing, such as a description's, never come to be those of the stack.
            Template = isNothing ? [] : stack.TemplateDifferences,
            IsUntold = !isTold,
            Changes = changes,
            Permissions = stack.Permissions,
            OnlyInStack = stack.Before is null
                ? []
                : ChangeSetDifference.OnlyInStack(await run.Api(target).Resources(stack.There!.StackId!), stack.Template),
        };
    }

    private void ConfirmFile(StackRequest request, PreparedStack stack)
    {
        var target = stack.Target;
        if (target.Committed is null)
        {
            run.Tell($"{target.Path} is not in the repository: `stevedore init --pipeline` writes what is deployed here.");
        }

        if (!stack.FileDifferences.IsEmpty)
        {
            run.Tell([$"{target.Path} is not what stevedore.json makes now:", .. stack.FileDifferences.Select(line => $"  {line}")]);
            run.Confirm(
                request,
                "Deploy what it makes now, in place of the file?",
                $"Cannot deploy {target} while {target.Path} is another template than stevedore.json makes (`stevedore init --pipeline` writes that)"
            );
        }
    }

    // The stacks of other accounts are deployed by whoever has their credentials.
    private async Task<(ImmutableArray<StackTarget> Here, ImmutableArray<StackTarget> Elsewhere)> Parted(
        ImmutableArray<StackTarget> targets,
        string what
    )
    {
        var here = ImmutableArray.CreateBuilder<StackTarget>();
        var elsewhere = ImmutableArray.CreateBuilder<StackTarget>();
        foreach (var target in targets)
        {
            var account = target.Account is null ? null : (await run.Caller(target)).Account;
            (account is null || account == target.Account ? here : elsewhere).Add(target);
        }

        return here.Count > 0
            ? (here.ToImmutable(), elsewhere.ToImmutable())
            : throw new StevedoreException(
                $"Cannot {what} {elsewhere[0]}",
                $"it is of account {elsewhere[0].Account}, and the credentials are of account {(await run.Caller(elsewhere[0])).Account}",
                $"Sign in to that account, or name a role of it in pipelines.{elsewhere[0].Pipeline}.role."
            );
    }

    private void TellElsewhere(ImmutableArray<StackTarget> elsewhere, string what)
    {
        foreach (var target in elsewhere)
        {
            run.Tell(
                $"Not {what}: the {target} is of account {target.Account}. The same command with credentials of that account does it."
            );
        }
    }
}
