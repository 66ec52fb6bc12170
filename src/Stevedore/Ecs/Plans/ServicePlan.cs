using System.Text.Json.Nodes;

namespace Stevedore.Ecs.Plans;

/// <summary>What a deployment does with one service.</summary>
/// <param name="Target">The service.</param>
/// <param name="Now">As it is.</param>
/// <param name="Step">What is done.</param>
/// <param name="Registration">What registers its next task definition.</param>
/// <param name="Images">What its containers run afterwards, by their names.</param>
/// <param name="Differences">In what the next task definition differs, a line each.</param>
internal sealed record ServicePlan(
    DeployTarget Target,
    RunningService Now,
    ServiceStep Step,
    JsonObject Registration,
    ImmutableDictionary<string, DeployedImage> Images,
    ImmutableArray<string> Differences
)
{
    /// <summary>What a person should know; usually empty.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Whether it takes the place of a deployment that began since.</summary>
    public bool Replaces { get; init; }

    /// <summary>Whether what is waited for is the way back from another deployment: then it is done when that has failed.</summary>
    public bool GoesBack { get; init; }
}

/// <summary>What is done with a service.</summary>
internal enum ServiceStep
{
    /// <summary>It runs what it is to run.</summary>
    Nothing,

    /// <summary>A deployment of just this is under way: it is waited for.</summary>
    Wait,

    /// <summary>A revision is registered, and the service updated.</summary>
    Update,

    /// <summary>Its tasks are replaced, though nothing changes.</summary>
    Restart,
}

/// <summary>What a deployment does, decided before it does anything.</summary>
/// <param name="Release">What is deployed.</param>
/// <param name="Services">In the order in which they are deployed.</param>
internal sealed record DeploymentPlan(DeployedRelease Release, ImmutableArray<ServicePlan> Services)
{
    /// <summary>Whether anything changes.</summary>
    public bool Changes => Services.Any(service => service.Step is ServiceStep.Update or ServiceStep.Restart);
}
