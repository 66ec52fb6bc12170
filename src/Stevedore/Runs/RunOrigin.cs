using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Stevedore.Runs;

/// <summary>The runs that a process was started by: a run that waited for one of them would wait for itself.</summary>
/// <remarks>
/// A variable that every process inherits names them exactly, on every system and past processes that have ended. What empties the environment (sudo) takes
/// it away: on Linux the processes above are looked at, too.
/// </remarks>
/// <param name="Marks">The marks of the runs that have passed theirs on.</param>
/// <param name="Ancestors">The processes above this one, and when they began.</param>
internal sealed record RunOrigin(ImmutableArray<string> Marks, ImmutableArray<(int Process, DateTimeOffset Since)> Ancestors)
{
    // One process tells another's beginning from the clock, which may have been set since.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private const string Variable = "STEVEDORE_RUN";

    /// <summary>None.</summary>
    public static RunOrigin None { get; } = new([], []);

    /// <summary>Those of this process.</summary>
    public static RunOrigin OfThisProcess() =>
        new(
            [.. (Environment.GetEnvironmentVariable(Variable) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            [.. Above(Environment.ProcessId)]
        );

    /// <summary>Lets the processes that this one starts know of a run.</summary>
    public static void PassOn(RunClaim claim) =>
        Environment.SetEnvironmentVariable(Variable, $"{Environment.GetEnvironmentVariable(Variable)} {claim.Mark}".Trim());

    /// <summary>Whether a run is one of them.</summary>
    public bool Includes(RunClaim run) =>
        Marks.Contains(run.Mark)
        || Ancestors.Any(ancestor => ancestor.Process == run.Process && (ancestor.Since - run.Since).Duration() < Tolerance);

    private static IEnumerable<(int Process, DateTimeOffset Since)> Above(int process)
    {
        while (Parent(process) is { } parent)
        {
            if (Since(parent) is { } since)
            {
                yield return (parent, since);
            }

            process = parent;
        }
    }

    private static int? Parent(int process)
    {
        try
        {
            // The second field is a name, which may hold anything: "(a) b)".
            var text = File.ReadAllText(Invariant($"/proc/{process}/stat"));
            return
                int.TryParse(
                    text[(text.LastIndexOf(')') + 1)..].Split(' ')[2],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var parent
                )
                && parent > 0
                ? parent
                : null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // It has ended, or this system has no such files.
            return null;
        }
    }

    private static DateTimeOffset? Since(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return new DateTimeOffset(found.StartTime);
        }
        catch (Exception cause) when (cause is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
