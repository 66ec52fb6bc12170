using System.Diagnostics;
using Stevedore.Planning;
using Stevedore.Releases;
using Stevedore.Runs;
using Stevedore.Source;

namespace Stevedore.Shipping;

/// <summary>Enters a run among the others on this machine, and takes away what earlier runs left where it writes and reads.</summary>
/// <param name="root">The folder that the paths of the plan start from.</param>
internal sealed class RunBeginning(
    RunRegister register,
    PrivateFolder folder,
    OutputFolder outputs,
    ContextExclusion exclusion,
    ForeignFiles foreign,
    RunPlan plan,
    string root,
    CleanUp cleanUp
)
{
    private Task? entered;
    private bool hasLooked;

    /// <summary>Begins a run that builds: nothing that an earlier one left is there then.</summary>
    /// <param name="pushes">Whether what it writes is to be deployed.</param>
    /// <param name="warn">Told of waits and what follows from them.</param>
    /// <returns>Whether there was a release of this commit.</returns>
    /// <exception cref="StevedoreException">There is no plan, the output folder cannot be used, or another run is in the way.</exception>
    public async Task<bool> Build(bool pushes, Action<string> warn)
    {
        ImmutableArray<string> contexts;
        try
        {
            contexts = [.. BuildContexts.Of(plan.AtFirst.Images, root).Select(RealPath.Of)];
        }
        catch (StevedoreException)
        {
            await Forget();
            throw;
        }

        outputs.Check(OutputFolder.Names);
        folder.KeepOutOf(contexts);
        await (entered ??= Enter(contexts, pushes ? Release(plan.AtFirst) : null, warn));
        var isShipped = outputs.HoldsReleaseOf(plan.AtFirst.Source.Commit);
        outputs.Clear(contexts);
        Look(warn);
        return isShipped;
    }

    /// <summary>Begins a run that only writes what is to be deployed.</summary>
    /// <exception cref="StevedoreException">The output folder cannot be used, or another run is in the way.</exception>
    public async Task Write(Action<string> warn)
    {
        outputs.Check(OutputFiles.OfRelease);
        await (entered ??= Enter([], Release(plan.AtFirst), warn));
    }

    private void Look(Action<string> warn)
    {
        if (hasLooked)
        {
            return;
        }

        exclusion.Check(plan.AtFirst.Images);
        hasLooked = true;
        foreach (var warning in foreign.Warnings(plan.AtFirst.Images))
        {
            warn(warning);
        }
    }

    // A run that cannot even be planned has begun as well: nothing old is to be deployed after it. Where another one is under way, nothing old is there.
    private async Task Forget()
    {
        using var held = await register.TryEnter(Claim([], ships: null), cleanUp.Cancellation);
        if (held is not null)
        {
            outputs.Clear([]);
        }
    }

    private async Task Enter(ImmutableArray<string> contexts, string? ships, Action<string> warn)
    {
        var claim = Claim(contexts, ships);
        var (held, awaited) = await register.Enter(claim, warn, cleanUp.Cancellation);
        // Until the end of the process: what it has written may be deployed by what comes next in it.
        cleanUp.Register(held.Dispose);
        RunOrigin.PassOn(claim);
        AfterWait(claim, awaited, warn);
    }

    private RunClaim Claim(ImmutableArray<string> contexts, string? ships) =>
        new()
        {
            Process = Environment.ProcessId,
            User = Environment.UserName,
            Since = Started(),
            Output = outputs.RealPath,
            Contexts = contexts,
            Ships = ships,
            Origin = RunOrigin.OfThisProcess(),
        };

    private void AfterWait(RunClaim claim, ImmutableArray<RunClaim> awaited, Action<string> warn)
    {
        if (awaited.IsEmpty)
        {
            return;
        }

        foreach (var other in awaited.Where(other => other.Ships is not null && other.Ships == claim.Ships))
        {
            warn($"The files that {other.Name} wrote to {claim.Output} are written again.");
        }

        // What is built is what lies there now, and is to bear its own name.
        var (planned, now) = (plan.Inputs.Source, plan.Again().Source);
        if (Identity(planned) != Identity(now))
        {
            throw new StevedoreException(
                $"Cannot build {planned.Commit ?? "this tree"}",
                $"it was changed while this run waited for {awaited[^1].Name}",
                "Run again."
            );
        }
    }

    private static string Identity(SourceFacts source) =>
        string.Join('\n', [source.Commit, source.Branch, source.GitTag, $"{source.IsDirty}", .. source.DirtyFiles]);

    private static string Release(ShipPlan plan) =>
        string.Join(
            ", ",
            plan.Shipped.SelectMany(image =>
                image.Destinations.SelectMany(place => image.MovingTags.Prepend(image.CommitTag).Select(tag => place.Reference.At(tag)))
            )
        );

    private static DateTimeOffset Started()
    {
        using var process = Process.GetCurrentProcess();
        return new(process.StartTime);
    }
}
