using Amazon.CodeBuild.Model;

namespace Stevedore.CodeBuild.Following;

/// <summary>What is told of a build as it goes: a line for each change, and none twice.</summary>
internal sealed class BuildProgress(string name)
{
    private static readonly TimeSpan LongInQueue = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> ended = new(StringComparer.Ordinal);
    private string began = "";
    private TimeSpan nextQueued = LongInQueue;

    /// <summary>What has changed since the last call.</summary>
    public IEnumerable<string> Lines(Build build, DateTimeOffset now)
    {
        foreach (var phase in BuildPhases.Of(build))
        {
            if (phase.Status is { } status && ended.Add(phase.Name))
            {
                yield return $"{name}: {phase.Name} {BuildWords.Status(status)}"
                    + (phase.Time is { } time && time > TimeSpan.Zero ? $" after {BuildWords.Time(time)}" : "")
                    + (phase.Why is { } why ? $": {why}" : "");
            }
        }

        if (build.BuildComplete == true)
        {
            yield break;
        }

        var current = build.CurrentPhase is { Length: > 0 } said ? OutsideText.Line(said, 40) : "";
        if (current.Length > 0 && current != began && current is not ("SUBMITTED" or "COMPLETED") && !ended.Contains(current))
        {
            began = current;
            yield return $"{name}: {current}";
        }

        if (
            current == "QUEUED"
            && build.StartTime is { } start
            && now - new DateTimeOffset(start.ToUniversalTime()) is var waited
            && waited >= nextQueued
        )
        {
            nextQueued = waited * 2;
            yield return $"{name}: queued for {BuildWords.Time(waited)}: the account, or the project's own limit, lets no more builds run at once. It begins when another ends.";
        }
    }
}
