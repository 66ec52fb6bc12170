using System.Text.Json.Nodes;

namespace Stevedore.Tests.Ecs;

/// <summary>What the stub was asked.</summary>
/// <param name="Service">Botocore's name of it.</param>
internal sealed record RecordedRequest(string Service, string Operation, JsonObject Body, DateTimeOffset At);
