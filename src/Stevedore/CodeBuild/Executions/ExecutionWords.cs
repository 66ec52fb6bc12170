using System.Text.Json;

namespace Stevedore.CodeBuild.Executions;

/// <summary>What CodePipeline says, in words. Pure.</summary>
internal static class ExecutionWords
{
    private const int MostOfASummary = 100;

    public static string Status(string? status) =>
        status switch
        {
            null or "" => "not begun",
            "InProgress" => "in progress",
            _ => OutsideText.Line(status, 40).ToLowerInvariant(),
        };

    public static string Time(DateTimeOffset time) => Invariant($"{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC");

    /// <summary>Who or what has started an execution; null where nothing says it.</summary>
    public static string? Trigger(string? type, string? detail) =>
        type switch
        {
            null or "" => null,
            "StartPipelineExecution" => Who(detail) ?? "somebody",
            "Webhook" or "WebhookV2" => "webhook of its source",
            "PollForSourceChanges" => "polling of its source",
            "CloudWatchEvent" => Who(detail) is { } rule ? $"rule {rule}" : "rule of EventBridge",
            "PutActionRevision" => "custom source",
            "CreatePipeline" => "creation of the pipeline",
            "ManualRollback" => Who(detail) is { } who ? $"rollback by {who}" : "rollback by somebody",
            "AutomatedRollback" => "automatic rollback",
            _ => OutsideText.Line(type, 40),
        };

    /// <summary>The part of an ARN that people know somebody by; what is no ARN as it is, and null for nothing.</summary>
    // arn:aws:sts::123456789012:assumed-role/deployer/jane, arn:aws:iam::123456789012:user/jane
    public static string? Who(string? arn) =>
        string.IsNullOrWhiteSpace(arn) || arn.TrimStart().StartsWith('{') ? null
        : arn.Split(':', 6) is ["arn", _, _, _, _, var rest]
            ? OutsideText.Line(rest[(rest.IndexOf('/', StringComparison.Ordinal) + 1)..], 120)
        : OutsideText.Line(arn, 120);

    /// <summary>The first line of a commit's message, which connections put into JSON; null for nothing.</summary>
    public static string? Summary(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var said = text.TrimStart().StartsWith('{') ? Message(text) : text;
        var first = said?.Split('\n').FirstOrDefault(line => !string.IsNullOrWhiteSpace(line));
        return first is null ? null : OutsideText.Line(first, MostOfASummary);
    }

    /// <summary>An address without what signs in there; null where it is none that a browser opens.</summary>
    public static string? Link(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var link) && link.Scheme is "https" or "http"
            ? OutsideText.Line(
                new UriBuilder(link) { UserName = "", Password = "" }
                    .Uri
                    .AbsoluteUri,
                600
            )
            : null;

    public static DateTimeOffset? Utc(DateTime? time) => time is { } known ? new DateTimeOffset(known.ToUniversalTime()) : null;

    private static string? Message(string json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return parsed.RootElement.TryGetProperty("CommitMessage", out var message) && message.ValueKind == JsonValueKind.String
                ? message.GetString()
                : null;
        }
        catch (JsonException)
        {
            // What begins like JSON and is none is what somebody wrote.
            return json;
        }
    }
}
