using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

/// <summary>A container of a task.</summary>
internal sealed class StubContainer(EcsStub stub, StubTask task, JsonObject definition, StubRevision? revision)
{
    private int? exitCode;
    private string? reason;
    private bool isOver;

    public string Name => definition.Text("name")!;

    private string Image => definition.Text("image")!;

    public void End(int? code, string? why) => (exitCode, reason, isOver) = (code, why, true);

    public JsonObject Json() =>
        new JsonObject
        {
            ["containerArn"] = StubNames.Arn("ecs", $"container/{task.Cluster.Name}/{task.Id}/{Name}"),
            ["taskArn"] = task.Arn,
            ["name"] = Name,
            ["image"] = Image,
            ["lastStatus"] =
                isOver ? "STOPPED"
                : task.IsRunning ? "RUNNING"
                : "PENDING",
            ["networkBindings"] = new JsonArray(),
            ["networkInterfaces"] = new JsonArray(new JsonObject { ["privateIpv4Address"] = task.Address }),
            ["healthStatus"] = task.HealthStatus,
            ["cpu"] = "0",
        }
            .With("imageDigest", task.IsPulled ? revision?.DigestOf(Name) ?? stub.DigestOf(Image) : null)
            .With("exitCode", exitCode)
            .With("reason", reason);
}
