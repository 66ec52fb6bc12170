using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

/// <summary>The families of task definitions with their revisions.</summary>
internal sealed class StubDefinitions(EcsStub stub)
{
    private readonly List<StubDefinition> all = [];

    public IReadOnlyList<StubDefinition> All => all;

    /// <summary>A task definition of Fargate's with a container for each image, which writes its log.</summary>
    public static JsonObject Body(string family, params (string Container, string Image)[] containers) =>
        new()
        {
            ["family"] = family,
            ["taskRoleArn"] = $"arn:aws:iam::{EcsStub.Account}:role/{family}-task",
            ["executionRoleArn"] = $"arn:aws:iam::{EcsStub.Account}:role/{family}-execution",
            ["networkMode"] = "awsvpc",
            ["containerDefinitions"] = containers
                .Select(container => (JsonNode)Container(family, container.Container, container.Image))
                .AsJson(),
            ["volumes"] = new JsonArray(),
            ["placementConstraints"] = new JsonArray(),
            ["requiresCompatibilities"] = new JsonArray("FARGATE"),
            ["cpu"] = "256",
            ["memory"] = "512",
            ["runtimePlatform"] = new JsonObject { ["cpuArchitecture"] = "X86_64", ["operatingSystemFamily"] = "LINUX" },
        };

    public StubDefinition Register(JsonObject body, string? by = null)
    {
        var revision = all.Count(known => known.Family == body.Text("family")) + 1;
        var definition = new StubDefinition(stub, body.DeepClone().AsObject(), revision, by ?? stub.Caller);
        all.Add(definition);
        return definition;
    }

    /// <summary>By family, for the newest active revision, by family and revision, or by ARN; null for none.</summary>
    public StubDefinition? Find(string name)
    {
        var shortName = StubNames.Last(name);
        return shortName.Contains(':')
            ? all.Find(known => known.Name == shortName)
            : all.FindLast(known => known.Family == shortName && known.IsActive);
    }

    private static JsonObject Container(string family, string name, string image) =>
        new()
        {
            ["name"] = name,
            ["image"] = image,
            ["cpu"] = 0,
            ["portMappings"] = new JsonArray(
                new JsonObject
                {
                    ["containerPort"] = 8080,
                    ["hostPort"] = 8080,
                    ["protocol"] = "tcp",
                }
            ),
            ["essential"] = true,
            ["environment"] = new JsonArray(new JsonObject { ["name"] = "MODE", ["value"] = "production" }),
            ["logConfiguration"] = new JsonObject
            {
                ["logDriver"] = "awslogs",
                ["options"] = new JsonObject
                {
                    ["awslogs-group"] = $"/ecs/{family}",
                    ["awslogs-region"] = EcsStub.Region,
                    ["awslogs-stream-prefix"] = "ecs",
                },
            },
        };
}
