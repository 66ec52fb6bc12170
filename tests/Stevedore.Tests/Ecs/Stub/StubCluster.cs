using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

internal sealed class StubCluster(EcsStub stub, string name)
{
    public string Name => name;

    public string Arn => StubNames.Arn("ecs", $"cluster/{name}");

    public string Status { get; set; } = "ACTIVE";

    public List<StubService> Services { get; } = [];

    /// <summary>A service that runs a task definition, which is registered for it, in a deployment that is over.</summary>
    public StubService Service(string service, JsonObject definition, int desired = 1) =>
        Service(service, stub.Definitions.Register(definition), desired);

    public StubService Service(string service, StubDefinition definition, int desired = 1)
    {
        var made = new StubService(stub, this, service, definition, desired);
        Services.Add(made);
        return made;
    }

    public StubService? Find(string service) => Services.Find(known => known.Name == StubNames.Last(service));

    public JsonObject Json() =>
        new()
        {
            ["clusterArn"] = Arn,
            ["clusterName"] = name,
            ["status"] = Status,
            ["registeredContainerInstancesCount"] = 0,
            ["runningTasksCount"] = Services.Sum(service => service.Running),
            ["pendingTasksCount"] = Services.Sum(service => service.Pending),
            ["activeServicesCount"] = Services.Count(service => service.Status == "ACTIVE"),
            ["statistics"] = new JsonArray(),
            ["tags"] = new JsonArray(),
            ["settings"] = new JsonArray(new JsonObject { ["name"] = "containerInsights", ["value"] = "disabled" }),
            ["capacityProviders"] = new JsonArray("FARGATE", "FARGATE_SPOT"),
            ["defaultCapacityProviderStrategy"] = new JsonArray(),
        };
}
