using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

/// <summary>A service revision, whose tags were resolved once.</summary>
internal sealed class StubRevision(EcsStub stub, StubService service, StubDeployment deployment)
{
    private readonly DateTimeOffset createdAt = stub.Now;
    private readonly (string Container, string Image, string Digest)[] images =
    [
        .. deployment.Definition.Containers.Select(container =>
            (container.Text("name")!, container.Text("image")!, stub.DigestOf(container.Text("image")!))
        ),
    ];

    public string Arn { get; } = StubNames.Arn("ecs", $"service-revision/{service.Cluster.Name}/{service.Name}/{stub.Names.Revision()}");

    public StubDeployment Deployment { get; set; } = deployment;

    public string DigestOf(string container) => images.First(image => image.Container == container).Digest;

    public JsonObject Summary() =>
        new()
        {
            ["arn"] = Arn,
            ["requestedTaskCount"] = Deployment.Status == "PRIMARY" ? service.Desired : Deployment.Wanted.Count(),
            ["runningTaskCount"] = Deployment.Tasks.Count(task => task.IsRunning),
            ["pendingTaskCount"] = Deployment.Tasks.Count(task => task.IsPending),
        };

    public JsonObject Json() =>
        new()
        {
            ["serviceRevisionArn"] = Arn,
            ["serviceArn"] = service.Arn,
            ["clusterArn"] = service.Cluster.Arn,
            ["taskDefinition"] = Deployment.Definition.Arn,
            ["launchType"] = "FARGATE",
            ["platformVersion"] = "1.4.0",
            ["platformFamily"] = "Linux",
            ["containerImages"] = images
                .Select(image =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["containerName"] = image.Container,
                            ["imageDigest"] = image.Digest,
                            ["image"] = image.Image,
                        }
                )
                .AsJson(),
            ["guardDutyEnabled"] = false,
            ["createdAt"] = StubJson.Seconds(createdAt),
        };
}
