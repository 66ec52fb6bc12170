using System.Collections.Immutable;
using Amazon.ECS.Model;
using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Images;
using TaskDefinition = Stevedore.Ecs.TaskDefinitions.TaskDefinition;

namespace Stevedore.Ecs.Plans;

/// <summary>A service as it is before a command changes it.</summary>
/// <param name="Service">What ECS says of it.</param>
/// <param name="Definition">What it runs, or is about to run.</param>
/// <param name="Digests">What its containers run, by their names; without those that ECS does not tell.</param>
internal sealed record RunningService(Service Service, TaskDefinition Definition, ImmutableDictionary<string, Digest> Digests)
{
    /// <summary>The deployment that is under way; null for none.</summary>
    public Deployment? UnderWay =>
        (Service.Deployments ?? []).Find(deployment => deployment.Status == "PRIMARY" && deployment.RolloutState?.Value == "IN_PROGRESS");

    /// <summary>Whether a deployment is under way, of whatever strategy.</summary>
    public bool IsDeploying => UnderWay is not null || CurrentDeployment is not null;

    /// <summary>Whether all the tasks run that are to, and ECS neither goes on nor has given up.</summary>
    public bool IsSteady =>
        !IsDeploying
        && (Service.Deployments ?? []).Find(deployment => deployment.Status == "PRIMARY") is { RolloutState: var state } primary
        && state?.Value != "FAILED"
        // Of the tasks of the service some may be those of before.
        && (
            (primary.RunningCount ?? 0) >= (primary.DesiredCount ?? Service.DesiredCount ?? 0)
            || (primary.RunningCount > 0 && Service.DeploymentConfiguration?.EarlySuccessCriteria?.Enable == true)
        );

    /// <summary>The service deployment that is under way; null for none, and where ECS does not tell.</summary>
    public ServiceDeployment? Current { get; init; }

    /// <summary>Its ARN.</summary>
    public string? CurrentDeployment => Current?.ServiceDeploymentArn;

    /// <summary>Whether ECS is on the way back to this from a deployment of something else.</summary>
    public bool IsGoingBack => Current?.Status?.Value == "ROLLBACK_IN_PROGRESS";

    /// <summary>What a container runs, by its digest; null where it is not known.</summary>
    public Digest? DigestOf(string container) => Digests.GetValueOrDefault(container) ?? Pinned(Definition.ImageOf(container));

    /// <summary>The digest that a reference names; null for none.</summary>
    public static Digest? Pinned(string? image) =>
        image is not null && image.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? Digest.TryParse(image[(at + 1)..]) : null;
}
