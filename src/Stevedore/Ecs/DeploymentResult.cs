using Stevedore.Ecs.Watching;

namespace Stevedore.Ecs;

/// <summary>What became of a service.</summary>
/// <param name="Cluster">Its cluster's name.</param>
/// <param name="Service">Its name.</param>
/// <param name="End">How its deployment ended.</param>
/// <param name="Why">In lower case and without a full stop; for one that is deployed what runs.</param>
public sealed record ServiceResult(string Cluster, string Service, DeploymentEnd End, string Why)
{
    /// <summary>The family and revision that it ran before.</summary>
    public string? Before { get; init; }

    /// <summary>The family and revision that it was to get; null where nothing was registered.</summary>
    public string? After { get; init; }

    /// <summary>The family and revision that it runs now; null where that is not known.</summary>
    public string? Runs
    {
        get =>
            field
            ?? (
                IsDone ? After ?? Before
                : End == DeploymentEnd.RolledBack || After is null ? Before
                : null
            );
        init;
    }

    /// <summary>The references that its containers were to get, by their names.</summary>
    public ImmutableSortedDictionary<string, string> Images { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The ARN of the service deployment; null where ECS did not tell of it.</summary>
    public string? ServiceDeployment { get; init; }

    /// <summary>When it was begun; null where nothing was done.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>When it ended; null where nothing was done.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Whether it runs what it was to run.</summary>
    public bool IsDone => End is DeploymentEnd.Deployed or DeploymentEnd.Unchanged;
}

/// <summary>What became of a deployment or a rollback.</summary>
/// <param name="Services">In the order in which they were deployed; without those that were not begun.</param>
public sealed record DeploymentResult(ImmutableArray<ServiceResult> Services)
{
    /// <summary>The section of <c>environments</c>; null for none.</summary>
    public string? Environment { get; init; }

    /// <summary>What was deployed; null where it is not known.</summary>
    public string? Commit { get; init; }

    /// <summary>Where the commit is from; null where it is not known.</summary>
    public string? Source { get; init; }

    /// <summary>The ARN of who deployed; null where it could not be asked.</summary>
    public string? By { get; init; }

    /// <summary>The pipeline; null outside one.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Its execution; null where nothing says it.</summary>
    public string? Execution { get; init; }

    /// <summary>Whether this went back instead of on.</summary>
    public bool IsRollback { get; init; }

    /// <summary>The services that were not begun since an earlier one failed or is paused, and what they run, a line each.</summary>
    public ImmutableArray<string> NotBegun { get; init; } = [];

    /// <summary>What a person should know; usually empty.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
