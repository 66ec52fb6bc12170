using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

internal sealed class ServiceOperations(EcsStub stub)
{
    public JsonObject DescribeClusters(JsonObject input)
    {
        var names = input.Texts("clusters");
        var found = names.DefaultIfEmpty("default").Select(name => (Name: name, Cluster: Known(name))).ToArray();
        return new JsonObject
        {
            ["clusters"] = found.Where(one => one.Cluster is not null).Select(one => (JsonNode)one.Cluster!.Json()).AsJson(),
            ["failures"] = found
                .Where(one => one.Cluster is null)
                .Select(one => Missing(StubNames.Arn("ecs", $"cluster/{StubNames.Last(one.Name)}")))
                .AsJson(),
        };
    }

    public JsonObject Describe(JsonObject input)
    {
        var names = input.Texts("services");
        if (names.Length > 10)
        {
            throw new StubException("InvalidParameterException", "Services cannot have more than 10 elements.");
        }

        var cluster = ClusterOf(input);
        var found = names.Select(name => (Name: name, Service: cluster.Find(name))).ToArray();
        var isWithTags = input.Texts("include").Contains("TAGS");
        return new JsonObject
        {
            ["services"] = found
                .Where(one => one.Service is not null)
                .Select(one => (JsonNode)one.Service!.Json().With("tags", isWithTags ? TagsOf(one.Service.Arn) : null))
                .AsJson(),
            ["failures"] = found
                .Where(one => one.Service is null)
                .Select(one => Missing(StubNames.Arn("ecs", $"service/{cluster.Name}/{StubNames.Last(one.Name)}")))
                .AsJson(),
        };
    }

    public JsonObject Update(JsonObject input)
    {
        var service = ServiceOf(input);
        if (service.Status != "ACTIVE")
        {
            throw new StubException("ServiceNotActiveException", "Service was not ACTIVE.");
        }

        var wanted = input.Text("taskDefinition") is { } name ? Deployable(name) : service.Primary.Definition;
        service.Desired = (int?)input["desiredCount"] ?? service.Desired;
        if (input["deploymentConfiguration"] is { } configuration)
        {
            service.Members["deploymentConfiguration"] = configuration.DeepClone();
        }

        if (wanted != service.Primary.Definition || (bool?)input["forceNewDeployment"] == true)
        {
            service.Deploy(wanted);
        }

        return new JsonObject { ["service"] = service.Json() };
    }

    public JsonObject Tag(JsonObject input)
    {
        var arn = input.Text("resourceArn")!;
        var definition = stub.Definitions.All.FirstOrDefault(known => known.Arn == arn);
        var tags = definition?.Tags ?? TagsOf(arn);
        foreach (var tag in input["tags"]!.AsArray().Select(tag => tag!.AsObject()))
        {
            tags.RemoveAll(known => known!.AsObject().Text("key") == tag.Text("key"));
            tags.Add(tag.DeepClone());
        }

        if (definition is null)
        {
            stub.Tags[arn] = tags;
        }

        return [];
    }

    public JsonObject DescribeTargetHealth(JsonObject input)
    {
        var group = input.Text("TargetGroupArn")!;
        var services = stub
            .Clusters.Values.SelectMany(cluster => cluster.Services)
            .Where(service => service.TargetGroup == group)
            .ToArray();
        if (services.Length == 0)
        {
            throw new StubException("TargetGroupNotFound", "One or more target groups not found");
        }

        return new JsonObject
        {
            ["TargetHealthDescriptions"] = services
                .SelectMany(service => service.Tasks)
                .Where(task => task.Target is not null)
                .Select(task =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["Target"] = new JsonObject
                            {
                                ["Id"] = task.Address,
                                ["Port"] = 8080,
                                ["AvailabilityZone"] = $"{EcsStub.Region}a",
                            },
                            ["HealthCheckPort"] = "8080",
                            ["TargetHealth"] = task.Target!.Json(),
                        }
                )
                .AsJson(),
        };
    }

    private JsonArray TagsOf(string arn) => stub.Tags.TryGetValue(arn, out var tags) ? tags.DeepClone().AsArray() : [];

    private StubDefinition Deployable(string name) =>
        stub.Definitions.Find(name) is not { } found || !found.IsFound()
            ? throw new StubException("ClientException", "TaskDefinition not found.")
        : found.IsActive ? found
        : throw new StubException("ClientException", "TaskDefinition is inactive");

    private StubService ServiceOf(JsonObject input) =>
        ClusterOf(input).Find(input.Text("service")!) ?? throw new StubException("ServiceNotFoundException", "Service not found.");

    private StubCluster ClusterOf(JsonObject input) =>
        Known(input.Text("cluster") ?? "default") ?? throw new StubException("ClusterNotFoundException", "Cluster not found.");

    private StubCluster? Known(string name) => stub.Clusters.GetValueOrDefault(StubNames.Last(name));

    private static JsonNode Missing(string arn) => new JsonObject { ["arn"] = arn, ["reason"] = "MISSING" };
}
