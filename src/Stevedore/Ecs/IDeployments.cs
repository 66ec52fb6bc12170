using Stevedore.Ecs.Statuses;
using Stevedore.Ecs.TaskDefinitions;

namespace Stevedore.Ecs;

/// <summary>Deploys to ECS what was shipped, tells what runs, and goes back.</summary>
public interface IDeployments
{
    /// <summary>Gives services the images of a release, and waits until they run or do not.</summary>
    /// <returns>What became of each service that was begun; whether all is well is for the caller to say.</returns>
    /// <exception cref="StevedoreException">It cannot be begun: nothing was changed.</exception>
    Task<DeploymentResult> Deploy(DeployRequest request);

    /// <summary>What a deployment would change. Changes nothing.</summary>
    /// <exception cref="StevedoreException">It could not be begun.</exception>
    Task<ImmutableArray<ServiceDifference>> Compare(DeployRequest request);

    /// <summary>Writes the files that CodePipeline's action CodeDeployToECS takes, for a service that CodeDeploy deploys.</summary>
    /// <returns>Their names.</returns>
    /// <exception cref="StevedoreException">They cannot be made, or not be written.</exception>
    Task<ImmutableArray<string>> WriteCodeDeploy(DeployRequest request);

    /// <summary>Gives services what they ran before, and keeps pipelines from deploying again.</summary>
    /// <exception cref="StevedoreException">There is nothing to go back to, or it cannot run any more.</exception>
    Task<DeploymentResult> RollBack(RollbackRequest request);

    /// <summary>Lets deployments go on that wait for a person, and waits for them.</summary>
    /// <exception cref="StevedoreException">None does.</exception>
    Task<DeploymentResult> Continue(ServiceChoice services);

    /// <summary>What services run.</summary>
    Task<ImmutableArray<ServiceStatus>> Status(ServiceChoice services);

    /// <summary>Prints what a service logs, as it comes.</summary>
    /// <param name="container">Null for every one.</param>
    /// <param name="lines">How many of the last lines come first.</param>
    /// <param name="follows">False to end after these.</param>
    Task ShowLogs(ServiceChoice services, string? container, int lines, bool follows);
}

/// <summary>The services that a command names.</summary>
/// <param name="Cluster">By name or ARN; null for that of the settings.</param>
/// <param name="Services">Names, joined by commas; null for all of the settings.</param>
public sealed record ServiceChoice(string? Cluster = null, string? Services = null);

/// <summary>What is to be deployed, and how.</summary>
/// <param name="Services">Where to.</param>
public sealed record DeployRequest(ServiceChoice Services)
{
    /// <summary>A release.json; null for that of the output folder, or what the registry has of the commit.</summary>
    public string? Release { get; init; }

    /// <summary>In full or abbreviated; null for that of the checkout or the pipeline.</summary>
    public string? Commit { get; init; }

    /// <summary><c>name=repository:tag@digest</c>, joined by commas; null for those of the release.</summary>
    public string? Images { get; init; }

    /// <summary>Whether tasks are replaced though nothing changes.</summary>
    public bool Force { get; init; }

    /// <summary>Whether to take the place of a deployment that is under way.</summary>
    public bool Replace { get; init; }

    /// <summary>Whether earlier services go back when a later one fails.</summary>
    public bool AllOrNothing { get; init; }

    /// <summary>Whether to end when a deployment waits for a person.</summary>
    public bool UntilPaused { get; init; }
}

/// <summary>What services go back to.</summary>
/// <param name="Services">Which of them.</param>
public sealed record RollbackRequest(ServiceChoice Services)
{
    /// <summary>A commit, a tag or a revision; null for what succeeded last.</summary>
    public string? To { get; init; }

    /// <summary>The pipeline that is frozen; null for the one that the task definition is tagged with.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Its stage; null for the one that the task definition is tagged with, else the only one that deploys.</summary>
    public string? Stage { get; init; }

    /// <summary>Whether the pipeline is kept from deploying again.</summary>
    public bool Freezes { get; init; } = true;
}

/// <summary>What a deployment would change in a service.</summary>
/// <param name="Cluster">Its cluster's name.</param>
/// <param name="Service">Its name.</param>
/// <param name="TaskDefinition">What it runs: family and revision.</param>
/// <param name="Lines">A line for each difference; empty for none.</param>
public sealed record ServiceDifference(string Cluster, string Service, string TaskDefinition, ImmutableArray<string> Lines);
