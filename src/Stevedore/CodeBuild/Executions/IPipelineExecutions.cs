namespace Stevedore.CodeBuild.Executions;

/// <summary>Tells what a pipeline of CodePipeline is doing, and does what a person would do in its console.</summary>
public interface IPipelineExecutions
{
    /// <summary>Does what is asked of the pipeline, if anything, and tells what it is doing then; where it is watched, at the end of the execution.</summary>
    /// <exception cref="StevedoreException">It cannot be asked, or does not do it; nothing was changed that the message does not name.</exception>
    Task<PipelineReport> Run(PipelineRequest request);
}

/// <summary>Which pipeline is meant, and what is asked of it.</summary>
public sealed record PipelineRequest
{
    /// <summary>By the name of the settings or its own, or its ARN; null for that of the settings, or the only one of the region.</summary>
    public string? Pipeline { get; init; }

    /// <summary>The id of an execution; null for the newest, or for the one that waits, runs or has failed.</summary>
    public string? Execution { get; init; }

    /// <summary>A stage by its name; null for the one that it can only be.</summary>
    public string? Stage { get; init; }

    /// <summary>The action of an approval by its name; null for the one that it can only be.</summary>
    public string? Action { get; init; }

    /// <summary>What is asked of it.</summary>
    public PipelineAct Act { get; init; }

    /// <summary>What others read of an approval, a stop or a freeze; null for nothing.</summary>
    public string? Comment { get; init; }

    /// <summary>Whether the execution is followed to its end.</summary>
    public bool IsWatched { get; init; }

    /// <summary>Whether one's own commit may be approved.</summary>
    public bool AllowsOwn { get; init; }

    /// <summary>Whether actions that are under way are abandoned by a stop.</summary>
    public bool Abandons { get; init; }

    /// <summary>Whether a stop needs no question.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>The arguments with which another command means the same pipeline.</summary>
    internal string Again { get; init; } = "";
}

/// <summary>What can be asked of a pipeline.</summary>
public enum PipelineAct
{
    /// <summary>Nothing: it is looked at.</summary>
    None,

    /// <summary>The failed actions of a stage run again.</summary>
    RetryFailed,

    /// <summary>All actions of a stage that has failed run again.</summary>
    RetryAll,

    /// <summary>An approval is given.</summary>
    Approve,

    /// <summary>An approval is refused.</summary>
    Reject,

    /// <summary>An execution is stopped.</summary>
    Stop,

    /// <summary>Nothing comes into a stage any more.</summary>
    Freeze,

    /// <summary>What waits comes into the stage again.</summary>
    Thaw,
}
