using System.Text.Json;
using Stevedore.Compat.AwsJson;

namespace Amazon.SecretsManager.Model;

/// <summary>When a secret gets a new value.</summary>
public class RotationRulesType
{
    public long? AutomaticallyAfterDays { get; set; }

    public string? Duration { get; set; }

    public string? ScheduleExpression { get; set; }

    internal static RotationRulesType Read(JsonElement json) =>
        new()
        {
            AutomaticallyAfterDays = json.Long("AutomaticallyAfterDays"),
            Duration = json.Text("Duration"),
            ScheduleExpression = json.Text("ScheduleExpression"),
        };
}
