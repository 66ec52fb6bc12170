using System.Diagnostics;

namespace Stevedore.Runs;

/// <summary>The runs that are under way on this machine: one that would get into another's way waits for its end, or is refused.</summary>
/// <param name="patience">How long it waits.</param>
internal sealed class RunRegister(MeetingPlace place, TimeSpan patience)
{
    private const string Extension = ".run";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Enters a run, as soon as no other is in its way.</summary>
    /// <param name="tell">Told once of each run that is waited for.</param>
    /// <returns>What holds the claim until it is disposed of or the process ends, and the runs that were waited for.</returns>
    /// <exception cref="StevedoreException">Another run writes other files to deploy to the same folder, has started this one, or takes too long.</exception>
    public async Task<(IDisposable Held, ImmutableArray<RunClaim> Awaited)> Enter(
        RunClaim claim,
        Action<string> tell,
        CancellationToken cancellation
    )
    {
        var started = Stopwatch.GetTimestamp();
        ImmutableArray<RunClaim> awaited = [];
        while (true)
        {
            var (held, other) = await Try(claim, started, cancellation);
            if (held is not null)
            {
                return (held, awaited);
            }

            if (claim.IsPartOf(other!))
            {
                throw RunFaults.IsPart(claim, other!);
            }

            if (claim.WouldReplace(other!))
            {
                throw RunFaults.WouldReplace(claim, other!);
            }

            if (!awaited.Any(known => known.IsSameRun(other!)))
            {
                awaited = awaited.Add(other!);
                tell($"Waiting for {other!.Name}, which {claim.Obstacle(other)}.");
            }

            if (Stopwatch.GetElapsedTime(started) > patience)
            {
                throw RunFaults.TakesTooLong(claim, other!, patience);
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>Enters a run, if no other is in its way; else null.</summary>
    public async Task<IDisposable?> TryEnter(RunClaim claim, CancellationToken cancellation) =>
        (await Try(claim, Stopwatch.GetTimestamp(), cancellation)).Held;

    private async Task<(IDisposable? Held, RunClaim? Other)> Try(RunClaim claim, long started, CancellationToken cancellation)
    {
        // Only one at a time looks and enters, or two would find each other's place free.
        await using var gate = await Gate(started, cancellation);
        var others = Living().Where(other => claim.Obstacle(other) is not null).ToArray();
        return others.Length > 0
            ? (null, Array.Find(others, claim.IsPartOf) ?? Array.Find(others, claim.WouldReplace) ?? others[0])
            : (Publish(claim), null);
    }

    private async Task<FileStream> Gate(long started, CancellationToken cancellation)
    {
        FileStream? gate;
        while ((gate = place.Tell(() => LockFile.TryTake(place.File("gate"), isShared: false))) is null)
        {
            if (Stopwatch.GetElapsedTime(started) > patience)
            {
                throw RunFaults.ShutGate(place.File("gate"), patience);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
        }

        return gate;
    }

    private Entry Publish(RunClaim claim)
    {
        while (true)
        {
            if (place.Hold(Path.GetRandomFileName() + Extension) is { } file)
            {
                return place.Tell(() =>
                {
                    file.Write(claim.Render());
                    file.Flush();
                    return new Entry(file);
                });
            }
        }
    }

    private List<RunClaim> Living()
    {
        var living = new List<RunClaim>();
        foreach (var file in place.Tell(() => Directory.GetFiles(place.Folder, "*" + Extension)))
        {
            try
            {
                if (!RemoveIfLeft(file) && RunClaim.Parse(Read(file)) is { } claim)
                {
                    living.Add(claim);
                }
            }
            catch (Exception cause) when (FileFaults.Is(cause))
            {
                // It has just ended, or is no run's: those are readable for everybody.
            }
        }

        return living;
    }

    // The lock of a run that was killed is gone, its file is not.
    private static bool RemoveIfLeft(string file)
    {
        using (var left = LockFile.TryTake(file, isShared: false))
        {
            if (left is null)
            {
                return false;
            }
        }

        try
        {
            File.Delete(file);
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's: theirs to remove.
        }
        catch (IOException)
        {
            // The same, in a folder with the sticky bit.
        }

        return true;
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The file of a run that is under way.</summary>
    private sealed class Entry(FileStream file) : IDisposable
    {
        public void Dispose()
        {
            // While it is still locked, so that nobody takes it for one that was left.
            File.Delete(file.Name);
            file.Dispose();
        }
    }
}
