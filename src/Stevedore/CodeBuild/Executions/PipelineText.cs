using Stevedore.Terminal;

namespace Stevedore.CodeBuild.Executions;

/// <summary>What a pipeline is doing, for people. Pure.</summary>
internal static class PipelineText
{
    public static IEnumerable<string> Lines(PipelineReport report) =>
        report.Shown is not { } shown
            ? [$"{report.Pipeline} in {report.Region} has never run."]
            :
            [
                $"{report.Pipeline} in {report.Region}",
                "",
                .. Table(report.Executions),
                "",
                .. Heading(shown),
                "",
                .. Stages(shown),
                .. Notes(report, shown),
            ];

    /// <summary>An execution in one sentence's worth.</summary>
    public static string Named(ExecutionReport execution) =>
        execution.Sources.FirstOrDefault(source => source.IsCommit) is { } commit
            ? $"execution {execution.Id} (commit {commit.Abbreviated})"
        : execution.Sources is [var only, ..] ? $"execution {execution.Id} ({only.Abbreviated})"
        : $"execution {execution.Id}";

    /// <summary>Who has frozen a stage, since when and why, as the end of a sentence.</summary>
    public static string Frozen(StageFreeze freeze) =>
        "frozen"
        + (freeze.By is { } by ? $" by {by}" : "")
        + (freeze.Since is { } since ? $" since {ExecutionWords.Time(since)}" : "")
        + (freeze.Why is { } why ? $": {why}" : "");

    /// <summary>Where an approval waits, since when, and for what.</summary>
    public static string Waits(ExecutionStage stage, ExecutionAction action, DateTimeOffset now) =>
        $"{stage.Name}/{action.Name} waits for approval{Since(action.Started, now)}"
        + (action.Approval?.Text is { } text ? $": {text}" : "")
        + (action.Approval?.Link is { } link ? $" {link}" : "");

    private static IEnumerable<string> Waits(PipelineReport report, ExecutionStage stage, OtherApproval other)
    {
        yield return $"{stage.Name}/{other.Action} of {Known(report, other.Execution)} waits for approval{Since(other.Since, report.At)}";
        yield return $"--execution={other.Execution} shows it, and answers it with --approve or --reject.";
    }

    private static string Since(DateTimeOffset? time, DateTimeOffset now) =>
        time is { } since ? $" since {ExecutionWords.Time(since)}{(now > since ? $" ({BuildWords.Time(now - since)})" : "")}" : "";

    private static string Known(PipelineReport report, string id) =>
        report.Executions.FirstOrDefault(one => one.Id == id) is { } known ? Named(known) : $"execution {id}";

    private static IEnumerable<string> Table(ImmutableArray<ExecutionReport> executions) =>
        TextTable.Render([
            (string[])["EXECUTION", "STATUS", "REVISION", "STARTED", "BY"],
            .. executions.Select(one =>
                (IReadOnlyList<string>)
                    [
                        one.Id,
                        ExecutionWords.Status(one.Status),
                        string.Join(", ", one.Sources.Select(source => source.Abbreviated)),
                        one.Started is { } started ? ExecutionWords.Time(started) : "",
                        one.By ?? "",
                    ]
            ),
        ]);

    private static IEnumerable<string> Heading(ExecutionReport shown)
    {
        yield return $"Execution {shown.Id}: {ExecutionWords.Status(shown.Status)}{(shown.Summary is { } summary ? $" ({summary})" : "")}";
        foreach (var source in shown.Sources)
        {
            yield return $"  {(source.IsCommit ? "commit " : "")}{source.Abbreviated} of {source.Action}{(source.Summary is { } text ? $": {text}" : "")}";
        }

        if (shown.RollsBackTo is { } target)
        {
            yield return $"  goes back to what {(target.Contains(' ', StringComparison.Ordinal) ? target : $"execution {target}")} ran with";
        }
    }

    private static IEnumerable<string> Stages(ExecutionReport shown) =>
        TextTable.Render([
            (string[])["STAGE", "ACTION", "STATUS", "SINCE", "TIME"],
            .. shown.Stages.SelectMany(stage => Rows(shown, stage)),
        ]);

    private static IEnumerable<IReadOnlyList<string>> Rows(ExecutionReport shown, ExecutionStage stage)
    {
        var waits = stage.Inbound.Contains(shown.Id) ? "waits" : ExecutionWords.Status(stage.Status);
        yield return [stage.Name, "", stage.Freeze is null ? waits : $"{waits}, frozen"];
        foreach (var action in stage.Actions)
        {
            yield return
            [
                "",
                action.Name,
                action.Approval is { Token: not null } ? "waits for approval"
                : action is { Approval: not null, Status: "Succeeded" } ? "approved"
                : action is { Approval: not null, Status: "Failed" } ? "rejected"
                : ExecutionWords.Status(action.Status),
                action.Started is { } started ? ExecutionWords.Time(started) : "",
                action is { Started: { } from, Changed: { } to } && action.Status != "InProgress" && to > from
                    ? BuildWords.Time(to - from)
                    : "",
            ];
        }
    }

    private static IEnumerable<string> Notes(PipelineReport report, ExecutionReport shown)
    {
        string[] notes =
        [
            .. shown.Stages.SelectMany(stage => Holds(report, shown, stage)),
            .. shown.Waiting.SelectMany(one => (string[])[Waits(one.Stage, one.Action, report.At), "--approve or --reject answers it."]),
            .. shown.Stages.SelectMany(stage => stage.Others.SelectMany(other => Waits(report, stage, other))),
            .. shown.Stages.SelectMany(Answers),
        ];
        string[] failures = [.. shown.Failed.Where(one => one.Action.Approval is null).SelectMany(one => Failure(one.Stage, one.Action))];
        return [.. notes.Length > 0 ? notes.Prepend("") : [], .. failures.Length > 0 ? failures.Prepend("") : []];
    }

    private static IEnumerable<string> Holds(PipelineReport report, ExecutionReport shown, ExecutionStage stage)
    {
        if (stage.Freeze is { } freeze)
        {
            yield return $"Nothing comes into {stage.Name}: it is {Frozen(freeze)}. --thaw --stage={stage.Name} lets it in.";
        }

        if (!stage.Inbound.IsEmpty)
        {
            var behind =
                stage is { Freeze: null, Last: { } last } && last != shown.Id && !stage.Inbound.Contains(last)
                    ? $" behind execution {last}"
                    : "";
            yield return $"Waiting in front of {stage.Name}{behind}: {string.Join(", ", stage.Inbound.Select(id => Known(report, id)))}.";
        }
    }

    private static IEnumerable<string> Answers(ExecutionStage stage) =>
        stage
            .Actions.Where(action => action is { Approval: not null, Status: "Succeeded" or "Failed" })
            .Select(action =>
                $"{stage.Name}/{action.Name} {(action.Status == "Failed" ? "was rejected" : "was approved")}"
                + (action.By is { } by ? $" by {by}" : "")
                + (action.Changed is { } at ? $" at {ExecutionWords.Time(at)}" : "")
                + (action.Summary is { } summary ? $": {summary}" : "")
                + "."
            );

    private static IEnumerable<string> Failure(ExecutionStage stage, ExecutionAction action)
    {
        var failure = action.Failure!;
        yield return $"{stage.Name}/{action.Name} failed: {failure.Why}";
        if (!failure.Lines.IsEmpty)
        {
            yield return "Its last lines:";
        }

        foreach (var line in failure.Lines)
        {
            yield return $"  {line}";
        }

        if (failure.Note is { } note)
        {
            yield return note;
        }

        if (failure.Page is { } page)
        {
            yield return $"Page: {page}";
        }
    }
}
