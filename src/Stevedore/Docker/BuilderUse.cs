using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Stevedore.Runs;

namespace Stevedore.Docker;

/// <summary>
/// Who works with which builder on this machine. Those that build on one share it; whoever makes it keeps the others from taking it half made, and whoever
/// removes or restarts it does so when nobody builds on it.
/// </summary>
/// <remarks>By the builder's name alone: its container has that name in the engine, whatever folder buildx knows it from.</remarks>
/// <param name="tell">Told once of each wait.</param>
/// <param name="patience">How long one waits for the others.</param>
internal sealed class BuilderUse(Lazy<MeetingPlace> place, Action<string> tell, TimeSpan patience)
{
    // A wait that is over at once is not worth a word.
    private const int Unsaid = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly Dictionary<string, FileStream> shared = new(StringComparer.Ordinal);

    /// <summary>Begins to use a builder, once nobody makes or removes it. What buildx then lists of it stays so.</summary>
    public async Task Share(string builder, CancellationToken cancellation)
    {
        if (shared.ContainsKey(builder))
        {
            return;
        }

        // In this order: whoever makes it may have to remove it again, which those that wait must not keep it from.
        using var made = await Make(builder, cancellation);
        shared[builder] = await Take(File(builder, "use"), isShared: true, $"another run removes the builder '{builder}'", cancellation);
    }

    /// <summary>Ends the use of a builder.</summary>
    public void Leave(string builder)
    {
        if (shared.Remove(builder, out var held))
        {
            held.Dispose();
        }
    }

    /// <summary>Keeps others from making it, and from using it before it is made, until what is returned is disposed of.</summary>
    public async Task<IDisposable> Make(string builder, CancellationToken cancellation) =>
        await Take(File(builder, "make"), isShared: false, $"another run makes the builder '{builder}'", cancellation);

    /// <summary>Does something with a builder that this run uses, once nobody else does.</summary>
    public async Task Alone(string builder, Func<Task> action, CancellationToken cancellation)
    {
        Leave(builder);
        using (await Take(File(builder, "use"), isShared: false, $"another run builds on the builder '{builder}'", cancellation))
        {
            await action();
        }

        await Share(builder, cancellation);
    }

    /// <summary>Does something with a builder that this run has used, unless somebody else does; whether it was done.</summary>
    public bool TryAlone(string builder, Action action)
    {
        Leave(builder);
        using var held = place.Value.Tell(() => LockFile.TryTake(File(builder, "use"), isShared: false));
        if (held is null)
        {
            return false;
        }

        action();
        return true;
    }

    private string File(string builder, string purpose) =>
        place.Value.File($"builder-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(builder)))[..16]}.{purpose}");

    private async Task<FileStream> Take(string file, bool isShared, string why, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            if (place.Value.Tell(() => LockFile.TryTake(file, isShared)) is { } held)
            {
                return held;
            }

            if (attempt == Unsaid)
            {
                tell($"Waiting: {why}.");
            }

            if (Stopwatch.GetElapsedTime(started) > patience)
            {
                throw BuilderFaults.InUse(why, patience);
            }

            await Task.Delay(Pause, cancellation);
        }
    }
}
