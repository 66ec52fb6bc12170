using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

/// <summary>A pause in a deployment.</summary>
/// <param name="goOn">What comes after it.</param>
internal sealed class StubHook(string deployment, DateTimeOffset expiresAt, Action goOn)
{
    public string Id { get; } = $"ecs-pause-{deployment}WRJqNF_EOMjztDXfKen";

    public string Status { get; private set; } = "AWAITING_ACTION";

    public bool IsAwaiting => Status == "AWAITING_ACTION";

    public void Continue()
    {
        Status = "SUCCEEDED";
        goOn();
    }

    public void End(string status) => Status = status;

    public JsonObject Json() =>
        new()
        {
            ["hookId"] = Id,
            ["targetType"] = "PAUSE",
            ["status"] = Status,
            ["expiresAt"] = StubJson.Seconds(expiresAt),
            ["timeoutAction"] = "ROLLBACK",
        };
}
