using System.Diagnostics;
using Stevedore.Planning;
using Stevedore.Releases;
using Stevedore.Runs;
using Stevedore.Source;

namespace Stevedore.Shipping;

/// <summary>Enters a run among the others on this machine, and takes away what earlier runs left where it writes and reads.</summary>
internal sealed class RunEntry(StevedoreRun run, Lazy<MeetingPlace> place, PrivateFolder folder, CleanUp cleanUp, Action<string> warn)
{
    // Longer than a build takes that somebody waits for.
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private Task? entered;
    private bool hasLooked;

    /// <summary>Begins a run that builds: nothing that an earlier one left is there then.</summary>
    /// <param name="pushes">Whether what it writes is to be deployed.</param>
    /// <returns>Whether a release of this commit was there, so that there is likely nothing to build.</returns>
    /// <exception cref="StevedoreException">There is no plan, the output folder cannot be used, or another run is in the way.</exception>
    public async Task<bool> Build(bool pushes)
    {
        ImmutableArray<string> contexts;
        try
        {
            contexts = [.. BuildContexts.Of(run.Plan.Images, run.Root).Select(RealPath.Of)];
        }
        catch (StevedoreException)
        {
            await Forget();
            throw;
        }

        run.Outputs.Check(OutputFolder.Names);
        folder.KeepOutOf(contexts);
        await (entered ??= Enter(contexts, pushes ? Release(run.Plan) : null));
        var isShipped = run.Outputs.HoldsReleaseOf(run.Plan.Source.Commit);
        run.Outputs.Clear(contexts);
        Look();
        return isShipped;
    }

    /// <summary>Begins a run that only writes what is to be deployed.</summary>
    /// <exception cref="StevedoreException">The output folder cannot be used, or another run is in the way.</exception>
    public async Task Write()
    {
        run.Outputs.Check(OutputFiles.OfRelease);
        await (entered ??= Enter([], Release(run.Plan)));
    }

    private void Look()
    {
        if (hasLooked)
        {
            return;
        }

        new ContextExclusion(folder, run).Check(run.Plan.Images);
        hasLooked = true;
        foreach (var warning in run.Warnings)
        {
            warn(warning);
        }
    }

    // A run that cannot even be planned has begun as well: nothing old is to be deployed after it. Where another one is under way, nothing old is there.
    private async Task Forget()
    {
        using var held = await Register().TryEnter(Claim([], ships: null), cleanUp.Cancellation);
        if (held is not null)
        {
            run.Outputs.Clear([]);
        }
    }

    private async Task Enter(ImmutableArray<string> contexts, string? ships)
    {
        var claim = Claim(contexts, ships);
        var (held, awaited) = await Register().Enter(claim, warn, cleanUp.Cancellation);
        // Until the end of the process: what it has written may be deployed by what comes next in it.
        cleanUp.Register(held.Dispose);
        RunOrigin.PassOn(claim);
        AfterWait(claim, awaited);
    }

    private RunRegister Register() => new(place.Value, Patience);

    private RunClaim Claim(ImmutableArray<string> contexts, string? ships) =>
        new()
        {
            Process = Environment.ProcessId,
            User = Environment.UserName,
            Since = Started(),
            Output = run.Outputs.RealPath,
            Contexts = contexts,
            Ships = ships,
            Origin = RunOrigin.OfThisProcess(),
        };

    private void AfterWait(RunClaim claim, ImmutableArray<RunClaim> awaited)
    {
        if (awaited.IsEmpty)
        {
            return;
        }

        foreach (var other in awaited.Where(claim.Repeats))
        {
            warn($"The files that {other.Name} wrote to {claim.Output} are written again.");
        }

        // What is built is what lies there now, and is to bear its own name.
        var (planned, now) = (run.Inputs.Source, run.SourceNow());
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
