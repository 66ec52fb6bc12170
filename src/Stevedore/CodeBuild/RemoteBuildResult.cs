namespace Stevedore.CodeBuild;

/// <summary>What became of a build.</summary>
/// <param name="Id">The project and a number: <c>shop:7c1d…</c>.</param>
/// <param name="Status">As CodeBuild says it: <c>SUCCEEDED</c>, <c>FAILED</c>, <c>FAULT</c>, <c>TIMED_OUT</c>, <c>STOPPED</c>, of one that goes on <c>IN_PROGRESS</c>, and <c>UNKNOWN</c> of one that has ended and of which CodeBuild says no more.</param>
public sealed record RemoteBuildResult(string Id, string Status)
{
    /// <summary>Null where CodeBuild does not say it.</summary>
    public long? Number { get; init; }

    /// <summary>The commit that was built; null where nothing says it.</summary>
    public string? Commit { get; init; }

    /// <summary>Its phases in their order.</summary>
    public ImmutableArray<RemoteBuildPhase> Phases { get; init; } = [];

    /// <summary>The builds of a batch; empty for a build alone.</summary>
    public ImmutableArray<RemoteBatchBuild> Builds { get; init; } = [];

    /// <summary>The last lines of its log before the phase failed; empty where it did not.</summary>
    public ImmutableArray<string> LastLines { get; init; } = [];

    /// <summary>Where its artifacts are; null for none.</summary>
    public string? Artifacts { get; init; }

    /// <summary>Why its artifacts are not here; null where they are, where it has left none, and where nobody asked for them.</summary>
    public StevedoreException? ArtifactsFault { get; init; }

    /// <summary>Where a browser shows it; null where CodeBuild does not say enough for it.</summary>
    public string? Page { get; init; }

    /// <summary>Where a browser shows its log; null for none.</summary>
    public string? Log { get; init; }

    /// <summary>Whether all went well.</summary>
    public bool IsDone => Status == "SUCCEEDED";

    /// <summary>Whether it has not ended.</summary>
    public bool GoesOn => Status == "IN_PROGRESS";

    /// <summary>The phase that it failed in; null where none did.</summary>
    public RemoteBuildPhase? Failed => Phases.FirstOrDefault(phase => phase.Status is not (null or "SUCCEEDED"));
}

/// <summary>A phase of a build.</summary>
/// <param name="Name">As CodeBuild names it: <c>BUILD</c>.</param>
/// <param name="Status">As CodeBuild says it; null while it goes on.</param>
/// <param name="Time">How long it took; null where CodeBuild does not say it.</param>
/// <param name="Why">What CodeBuild says of its end; null for nothing.</param>
public sealed record RemoteBuildPhase(string Name, string? Status, TimeSpan? Time, string? Why);

/// <summary>A build of a batch.</summary>
/// <param name="Name">Its identifier in the buildspec.</param>
/// <param name="Id">Null where it has not begun.</param>
/// <param name="Status">As CodeBuild says it; null where it has not begun.</param>
/// <param name="After">The identifiers of those that it waits for.</param>
/// <param name="IsOptional">Whether the batch goes on though it fails.</param>
public sealed record RemoteBatchBuild(string Name, string? Id, string? Status, ImmutableArray<string> After, bool IsOptional)
{
    /// <summary>Whether it has ended otherwise than well.</summary>
    public bool HasFailed => Status is not (null or "IN_PROGRESS" or "SUCCEEDED");
}
