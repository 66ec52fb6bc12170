using Stevedore.Ecs.Plans;
using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Images;

namespace Stevedore.Ecs.Services;

/// <summary>Reads a service as it is.</summary>
internal static class ServiceReader
{
    private static readonly ImmutableArray<string> UnderWay =
    [
        "PENDING",
        "IN_PROGRESS",
        "STOP_REQUESTED",
        "ROLLBACK_REQUESTED",
        "ROLLBACK_IN_PROGRESS",
    ];

    /// <exception cref="StevedoreException">There is none, or AWS refuses.</exception>
    public static async Task<RunningService> Read(EcsApi ecs, ServiceName name)
    {
        var service =
            await ecs.FindService(name)
            ?? throw new StevedoreException(
                $"Cannot find {name}",
                $"the cluster has no service of that name in {name.Region}",
                $"`aws ecs list-services --cluster {name.Cluster} --region {name.Region}` shows those that there are; correct deploy.services or --service."
            );
        var definition =
            service.TaskDefinition is { Length: > 0 } arn ? await ecs.FindTaskDefinition(arn)
            : service.DeploymentController?.Type?.Value == "EXTERNAL" ? new TaskDefinition([], [])
            : null;
        return new(
            service,
            definition
                ?? throw new StevedoreException(
                    $"Cannot look up what {name} runs",
                    $"its task definition {ServiceName.Last(service.TaskDefinition ?? "")} is gone",
                    "Give it one that is there: deploy.services[].taskDefinition, or EcsRollback --to=<revision>."
                ),
            await Digests(ecs, name, service)
        )
        {
            Current = await Current(ecs, name, service),
        };
    }

    // ECS may go on to name one that has ended.
    private static async Task<Amazon.ECS.Model.ServiceDeployment?> Current(EcsApi ecs, ServiceName name, Amazon.ECS.Model.Service service)
    {
        if (string.IsNullOrEmpty(service.CurrentServiceDeployment))
        {
            return null;
        }

        try
        {
            return
                await ecs.FindDeployment(name, service.CurrentServiceDeployment) is { } found
                && UnderWay.Contains(found.Status?.Value ?? "")
                ? found
                : null;
        }
        catch (StevedoreException)
        {
            // The service itself says whether one is under way, if not all of it.
            return null;
        }
    }

    // While a deployment is under way several revisions run, and none of them is what the service runs.
    private static async Task<ImmutableDictionary<string, Digest>> Digests(EcsApi ecs, ServiceName name, Amazon.ECS.Model.Service service)
    {
        if (service.CurrentServiceRevisions is not [{ Arn: { } arn }])
        {
            return ImmutableDictionary<string, Digest>.Empty;
        }

        try
        {
            return DigestsOf((await ecs.FindServiceRevisions(name, arn)).FirstOrDefault());
        }
        catch (StevedoreException)
        {
            // Who may not look it up is told what differs by the task definition alone.
            return ImmutableDictionary<string, Digest>.Empty;
        }
    }

    /// <summary>What the containers of a service revision run, by their names.</summary>
    public static ImmutableDictionary<string, Digest> DigestsOf(Amazon.ECS.Model.ServiceRevision? revision) =>
        (revision?.ContainerImages ?? [])
            .Where(image => image.ContainerName is not null && Digest.TryParse(image.ImageDigest) is not null)
            .DistinctBy(image => image.ContainerName)
            .ToImmutableDictionary(image => image.ContainerName!, image => Digest.Parse(image.ImageDigest!), StringComparer.Ordinal);
}
