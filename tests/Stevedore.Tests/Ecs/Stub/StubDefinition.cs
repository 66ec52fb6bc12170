using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

/// <summary>A revision of a task definition.</summary>
/// <param name="body">As it was registered.</param>
internal sealed class StubDefinition(EcsStub stub, JsonObject body, int revision, string registeredBy)
{
    private readonly DateTimeOffset registeredAt = stub.Now;
    private DateTimeOffset? deregisteredAt;
    private int hiddenFor = stub.Faults.RevisionHiddenForCalls;
    private readonly DateTimeOffset hiddenUntil = stub.Now + stub.Faults.RevisionHiddenFor;

    public JsonObject Body => body;

    public string Family => body.Text("family")!;

    public int Revision => revision;

    public string Name => $"{Family}:{revision}";

    public string Arn => StubNames.Arn("ecs", $"task-definition/{Name}");

    public bool IsActive => deregisteredAt is null;

    public JsonArray Tags { get; set; } = body["tags"]?.DeepClone().AsArray() ?? [];

    public IEnumerable<JsonObject> Containers => body["containerDefinitions"]!.AsArray().Select(container => container!.AsObject());

    public void Deregister() => deregisteredAt ??= stub.Now;

    /// <summary>Whether the call that looks for it finds it.</summary>
    public bool IsFound()
    {
        var isHidden = hiddenFor > 0 || stub.Now < hiddenUntil;
        hiddenFor = Math.Max(0, hiddenFor - 1);
        return !isHidden;
    }

    public JsonObject Json()
    {
        var json = body.DeepClone().AsObject();
        json.Remove("tags");
        json["taskDefinitionArn"] = Arn;
        json["revision"] = revision;
        json["status"] = IsActive ? "ACTIVE" : "INACTIVE";
        json["requiresAttributes"] = new JsonArray(
            new JsonObject { ["name"] = "com.amazonaws.ecs.capability.ecr-auth" },
            new JsonObject { ["name"] = "ecs.capability.task-eni" }
        );
        json["compatibilities"] = new JsonArray("EC2", "FARGATE");
        json["registeredAt"] = StubJson.Seconds(registeredAt);
        json["registeredBy"] = registeredBy;
        return json.With("deregisteredAt", StubJson.Seconds(deregisteredAt));
    }
}
