namespace Stevedore.Ecs.Watching;

/// <summary>How a deployment ended.</summary>
public enum DeploymentEnd
{
    /// <summary>It runs, and what ran before does not any more.</summary>
    Deployed,

    /// <summary>ECS went back to what ran before.</summary>
    RolledBack,

    /// <summary>ECS gave up, and goes neither on nor back.</summary>
    Stuck,

    /// <summary>It waits for a person.</summary>
    Paused,

    /// <summary>It ended otherwise.</summary>
    Failed,

    /// <summary>Another deployment has taken its place.</summary>
    Superseded,

    /// <summary>It was not waited for any longer, and goes on.</summary>
    TimedOut,

    /// <summary>Nothing was to be done.</summary>
    Unchanged,
}

/// <summary>How a deployment ended, and why.</summary>
/// <param name="End">One of the ways.</param>
/// <param name="Why">In lower case and without a full stop; for one that is deployed what runs.</param>
internal sealed record DeploymentOutcome(DeploymentEnd End, string Why);
