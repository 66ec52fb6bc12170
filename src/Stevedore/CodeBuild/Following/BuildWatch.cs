using Amazon.CodeBuild.Model;
using Stevedore.Aws;

namespace Stevedore.CodeBuild.Following;

/// <summary>Shows a build as it goes, its log and its phases, until it has ended.</summary>
/// <param name="log">Prints lines of the log.</param>
/// <param name="tell">Prints a line of one's own.</param>
/// <param name="warn">Prints a warning.</param>
internal sealed class BuildWatch(
    CodeBuildApi api,
    TimeProvider clock,
    Action<IEnumerable<string>> log,
    Action<string> tell,
    Action<string> warn,
    CancellationToken cancellation
)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookForTheRest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // What a build has logged may be there a little after its end.
    private const int EmptyLooksAtTheEnd = 2;
    private const int LooksForALateStream = 5;

    private readonly Patience patience = new(clock, Longest, "The build goes on, and is looked for again.", warn);
    private readonly LogLines lines = new();
    private readonly LastLines last = new();
    private LogReader? reader;
    private StevedoreException? unreadable;

    /// <returns>The build at its end, and the last lines of its log before its first fault.</returns>
    /// <exception cref="StevedoreException">It is not known any more, or AWS does not answer for too long.</exception>
    public async Task<(Build Build, ImmutableArray<string> LastLines)> Run(Build started)
    {
        var id = started.Id!;
        try
        {
            return await Follow(started);
        }
        catch (StevedoreException fault) when (fault.InnerException is not null)
        {
            throw new StevedoreException(
                $"Cannot follow the build {id}",
                fault.Why,
                $"{fault.Fix} The build goes on: CodeBuildRun --follow={id} follows it again.",
                fault
            );
        }
    }

    private async Task<(Build, ImmutableArray<string>)> Follow(Build build)
    {
        BuildProgress progress = new(OutsideText.Line(build.Id!.Split(':')[0], 120));
        while (true)
        {
            await Read(build);
            foreach (var line in progress.Lines(build, clock.GetUtcNow()))
            {
                tell(line);
            }

            if (IsOver(build))
            {
                await ReadRest(build);
                return (build, last.Lines);
            }

            await Task.Delay(Look, clock, cancellation);
            build = await Again(build.Id!);
        }
    }

    private async Task<Build> Again(string id) =>
        await patience.Ask(token => api.Find(id, token), cancellation)
        ?? throw new StevedoreException(
            $"Cannot follow the build {id}",
            "CodeBuild does not know it any more: it or its project was deleted meanwhile",
            "Look with `aws codebuild batch-get-builds` whether it still runs; its log, if any, stays in CloudWatch."
        );

    /// <returns>How many events have come.</returns>
    private async Task<int> Read(Build build)
    {
        if (unreadable is not null || Place(build) is not { } place)
        {
            return 0;
        }

        reader ??= new(part => patience.Ask(token => api.Log(place, part, token), cancellation));
        var count = 0;
        try
        {
            await foreach (var messages in reader.Read())
            {
                count += messages.Length;
                Print(lines.Of(messages));
            }
        }
        // Its end is told without its log, too.
        catch (StevedoreException fault)
            when (!AwsFaults.IsOfCredentials(fault.InnerException) && !AwsFaults.IsPassing(fault.InnerException))
        {
            unreadable = fault;
            warn($"{fault.What}: {fault.Why}. {fault.Fix} The build is followed without its log.");
        }

        return count;
    }

    private async Task ReadRest(Build build)
    {
        var empty = 0;
        for (var look = 1; empty < EmptyLooksAtTheEnd && unreadable is null && Place(build) is not null; look++)
        {
            await Task.Delay(LookForTheRest, clock, cancellation);
            empty = await Read(build) > 0 ? 0 : empty + 1;
            if (reader is { IsThere: false } && look < LooksForALateStream)
            {
                empty = 0;
            }
        }

        Print(lines.Rest());
        if (unreadable is null && reader is not { IsThere: true } && BuildPhases.Of(build).Any(phase => phase.Name is "INSTALL" or "BUILD"))
        {
            warn(
                Place(build) is { } place
                    ? $"The log of {OutsideText.Line(build.Id, 120)} is not there: CloudWatch has no stream {OutsideText.Line(place.Stream, 120)} of the group {OutsideText.Line(place.Group, 120)} in {place.Region}."
                    : $"The log of {OutsideText.Line(build.Id, 120)} is not in CloudWatch{(build.Logs?.S3DeepLink is { Length: > 0 } link ? $", but in S3: {OutsideText.Line(link)}" : "")}."
            );
        }
    }

    private void Print(IEnumerable<string> printed) =>
        log(
            printed.Select(line =>
            {
                last.Add(line);
                return line;
            })
        );

    private LogPlace? Place(Build build) => LogPlaces.Of(build, api.Region);

    private static bool IsOver(Build build) => BuildEnd.IsOver(build.BuildComplete, build.BuildStatus?.Value);
}
