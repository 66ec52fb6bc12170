namespace Stevedore.CodeBuild.Executions;

/// <summary>What a pipeline is doing.</summary>
/// <param name="Pipeline">Its name.</param>
/// <param name="Region">Its region.</param>
/// <param name="At">When it was asked.</param>
public sealed record PipelineReport(string Pipeline, string Region, DateTimeOffset At)
{
    /// <summary>The arguments with which another command means the same pipeline.</summary>
    internal string Again { get; init; } = "";

    /// <summary>The executions that go on and the last ones, newest first.</summary>
    public ImmutableArray<ExecutionReport> Executions { get; init; } = [];

    /// <summary>The one that is shown with its stages; null where the pipeline has never run.</summary>
    public ExecutionReport? Shown { get; init; }
}

/// <summary>An execution of a pipeline. What others wrote in it is one line, without what a terminal would obey.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">As CodePipeline says it: <c>InProgress</c>, <c>Stopping</c>, <c>Stopped</c>, <c>Succeeded</c>, <c>Superseded</c>, <c>Failed</c>, <c>Cancelled</c>.</param>
public sealed record ExecutionReport(string Id, string Status)
{
    /// <summary>What it runs with: commits, images, objects.</summary>
    public ImmutableArray<ExecutionSource> Sources { get; init; } = [];

    /// <summary>Null where nothing says it.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>Who or what has started it; null where nothing says it.</summary>
    public string? By { get; init; }

    /// <summary>The execution whose revisions it goes back to; null where it does not go back.</summary>
    public string? RollsBackTo { get; init; }

    /// <summary>What CodePipeline, or who stopped it, says of it; null for nothing.</summary>
    public string? Summary { get; init; }

    /// <summary>Whether several executions of the pipeline are in one stage at once.</summary>
    public bool IsParallel { get; init; }

    /// <summary>The stages in their order; empty where they were not asked for.</summary>
    public ImmutableArray<ExecutionStage> Stages { get; init; } = [];

    /// <summary>Whether it has not ended.</summary>
    public bool GoesOn => Status is "InProgress" or "Stopping";

    /// <summary>Whether all went well.</summary>
    public bool IsDone => Status == "Succeeded";

    /// <summary>The approvals that wait for somebody, each with its stage.</summary>
    public IEnumerable<(ExecutionStage Stage, ExecutionAction Action)> Waiting =>
        from stage in Stages
        from action in stage.Actions
        where action.Approval is { Token: not null }
        select (stage, action);

    /// <summary>The actions that have failed, each with its stage.</summary>
    public IEnumerable<(ExecutionStage Stage, ExecutionAction Action)> Failed =>
        from stage in Stages
        from action in stage.Actions
        where action.Status == "Failed"
        select (stage, action);
}

/// <summary>What an execution runs with.</summary>
/// <param name="Action">The source action.</param>
/// <param name="Revision">A commit, a digest or a version.</param>
/// <param name="Summary">The first line of the commit's message; null for none.</param>
public sealed record ExecutionSource(string Action, string Revision, string? Summary)
{
    /// <summary>Whether it is the id of a commit.</summary>
    public bool IsCommit => Revision.Length is 40 or 64 && Revision.All(char.IsAsciiHexDigit);

    /// <summary>As short as people write it.</summary>
    public string Abbreviated =>
        IsCommit ? Revision[..8]
        : Revision.StartsWith("sha256:", StringComparison.Ordinal) && Revision.Length > 19 ? Revision[..19]
        : OutsideText.Line(Revision, 40);
}

/// <summary>A stage, as far as an execution has come.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">As CodePipeline says it; null where the execution has not come into it.</param>
public sealed record ExecutionStage(string Name, string? Status)
{
    /// <summary>The execution that is or was in it last; null for none.</summary>
    public string? Last { get; init; }

    /// <summary>The executions that wait in front of it.</summary>
    public ImmutableArray<string> Inbound { get; init; } = [];

    /// <summary>Why nothing comes into it; null where it does.</summary>
    public StageFreeze? Freeze { get; init; }

    /// <summary>Those that have begun.</summary>
    public ImmutableArray<ExecutionAction> Actions { get; init; } = [];

    /// <summary>The approvals that wait here in another execution.</summary>
    public ImmutableArray<OtherApproval> Others { get; init; } = [];
}

/// <summary>An approval that waits in another execution than the one that is shown.</summary>
/// <param name="Action">Its action.</param>
/// <param name="Execution">The id of the execution.</param>
/// <param name="Since">Null where nothing says it.</param>
public sealed record OtherApproval(string Action, string Execution, DateTimeOffset? Since);

/// <summary>A transition into a stage that is disabled.</summary>
/// <param name="By">Null where nothing says it.</param>
/// <param name="Since">Null where nothing says it.</param>
/// <param name="Why">Null where nothing says it.</param>
public sealed record StageFreeze(string? By, DateTimeOffset? Since, string? Why);

/// <summary>An action of an execution.</summary>
/// <param name="Id">Another for each retry.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">As CodePipeline says it: <c>InProgress</c>, <c>Succeeded</c>, <c>Failed</c>, <c>Abandoned</c>.</param>
public sealed record ExecutionAction(string Id, string Name, string Status)
{
    /// <summary>What runs it, such as <c>CodeBuild</c> or <c>Manual</c>; null where nothing says it.</summary>
    public string? Provider { get; init; }

    /// <summary>Null where nothing says it.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>Its last change; null where nothing says it.</summary>
    public DateTimeOffset? Changed { get; init; }

    /// <summary>Who has changed it last, which of an approval is who gave it; null where nothing says it.</summary>
    public string? By { get; init; }

    /// <summary>What it says of itself, which of an approval is the comment; null for nothing.</summary>
    public string? Summary { get; init; }

    /// <summary>What is to be approved; null for other actions.</summary>
    public ExecutionApproval? Approval { get; init; }

    /// <summary>Why it has failed; null where it has not.</summary>
    public ExecutionFailure? Failure { get; init; }
}

/// <summary>An approval.</summary>
/// <param name="Token">What answers it; null where it waits for nobody.</param>
/// <param name="Text">What the pipeline asks; null for nothing.</param>
/// <param name="Link">What is to be looked at; null for nothing.</param>
public sealed record ExecutionApproval(string? Token, string? Text, string? Link);

/// <summary>Why an action has failed.</summary>
/// <param name="Why">In one line.</param>
public sealed record ExecutionFailure(string Why)
{
    /// <summary>The last lines of its log before it failed.</summary>
    public ImmutableArray<string> Lines { get; init; } = [];

    /// <summary>Where a browser shows it; null where nothing says it.</summary>
    public string? Page { get; init; }

    /// <summary>Why its log is not here; null where it is, and where it has none.</summary>
    public string? Note { get; init; }
}
