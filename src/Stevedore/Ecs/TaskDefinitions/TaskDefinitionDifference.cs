using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stevedore.Ecs.TaskDefinitions;

/// <summary>In what two task definitions differ, as lines for a person.</summary>
/// <remarks>
/// What ECS fills in when one is registered (empty lists, zeros, a protocol) counts as not said, so that a file is not found to differ from its own revision.
/// </remarks>
internal static class TaskDefinitionDifference
{
    private const int MostOfAValue = 160;
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What ECS says of a list's items identifies them.
    private static readonly ImmutableArray<string> Keys = ["name", "key", "containerPort", "sourceVolume", "containerName"];

    // What of a task definition anybody may read. Of all else, such as variables, labels, options and commands, only that it changes is told.
    private static readonly FrozenSet<string> Shown = (
        (string[])
            [
                "family",
                "image",
                "cpu",
                "memory",
                "memoryReservation",
                "essential",
                "containerPort",
                "hostPort",
                "protocol",
                "appProtocol",
                "portMappings",
                "taskRoleArn",
                "executionRoleArn",
                "networkMode",
                "requiresCompatibilities",
                "cpuArchitecture",
                "operatingSystemFamily",
                "secrets",
                "logDriver",
                "dependsOn",
                "mountPoints",
                "sourceVolume",
                "containerPath",
                "readOnly",
                "readonlyRootFilesystem",
                "privileged",
                "user",
                "workingDirectory",
                "interval",
                "timeout",
                "retries",
                "startPeriod",
                "startTimeout",
                "stopTimeout",
                "sizeInGiB",
                "ulimits",
                "softLimit",
                "hardLimit",
                "initProcessEnabled",
                "pidMode",
                "ipcMode",
                "fileSystemId",
                "versionConsistency",
            ]
    ).ToFrozenSet(StringComparer.Ordinal);

    // What is called like a member above may be anything in these.
    private static readonly ImmutableArray<string> Hidden = ["environment", "dockerLabels", "driverOpts", "labels", "options"];

    // But where a log goes to.
    private static readonly ImmutableArray<string> LogOptions = ["awslogs-group", "awslogs-region", "awslogs-stream-prefix"];

    /// <summary>Empty for the same.</summary>
    /// <param name="before">What is registered.</param>
    /// <param name="after">What is to be.</param>
    public static ImmutableArray<string> Between(JsonObject before, JsonObject after) => [.. Compare("", before, after, isShown: false)];

    // Null for what is hidden with all that is in it.
    private static IEnumerable<string> Compare(string path, JsonNode? before, JsonNode? after, bool? isShown)
    {
        if (path == "tags" || IsSame(before, after))
        {
            return [];
        }

        return (before, after) switch
        {
            (JsonObject or null, JsonObject or null) => Members(path, before as JsonObject, after as JsonObject, isShown),
            (JsonArray or null, JsonArray or null) when KeyOf(before, after) is { } key => Items(path, before, after, key, isShown),
            _ => [Line(path, before, after, isShown == true)],
        };
    }

    private static IEnumerable<string> Members(string path, JsonObject? before, JsonObject? after, bool? isShown) =>
        from name in Names(before).Concat(Names(after)).Distinct(StringComparer.Ordinal)
        from line in Compare(Join(path, name), before?[name], after?[name], IsShown(name, isShown))
        select line;

    private static bool? IsShown(string name, bool? isShown) =>
        LogOptions.Contains(name) ? true
        : isShown is null || Hidden.Contains(name) ? null
        : Shown.Contains(name);

    private static IEnumerable<string> Items(string path, JsonNode? before, JsonNode? after, string key, bool? isShown)
    {
        var old = Index(before, key);
        var now = Index(after, key);
        return from name in old.Keys.Concat(now.Keys).Distinct(StringComparer.Ordinal)
            from line in Compare(
                Join(path == "containerDefinitions" ? "" : path, name),
                Without(old.GetValueOrDefault(name), key),
                Without(now.GetValueOrDefault(name), key),
                isShown
            )
            select line;
    }

    private static string Line(string path, JsonNode? before, JsonNode? after, bool isShown) =>
        (IsUnsaid(before), IsUnsaid(after)) switch
        {
            (true, _) => isShown ? $"{path}: {Value(after)}" : $"{path} is set",
            (_, true) => $"{path} is removed",
            _ => isShown ? $"{path}: {Value(before)} -> {Value(after)}" : $"{path} is changed",
        };

    private static string Value(JsonNode? value) =>
        OutsideText.Line(
            value is JsonValue text && text.TryGetValue(out string? said) ? said : value?.ToJsonString(Plain) ?? "",
            MostOfAValue
        );

    private static bool IsSame(JsonNode? before, JsonNode? after) =>
        JsonNode.DeepEquals(before, after) || (IsUnsaid(before) && IsUnsaid(after));

    // What ECS fills in: 0 CPU units, port 0 of the host, no mounts, TCP.
    private static bool IsUnsaid(JsonNode? value) =>
        value switch
        {
            null or JsonArray { Count: 0 } or JsonObject { Count: 0 } => true,
            JsonValue number when number.GetValueKind() == JsonValueKind.Number => number.ToJsonString() == "0",
            JsonValue flag when flag.GetValueKind() == JsonValueKind.False => true,
            _ => false,
        };

    private static string? KeyOf(JsonNode? before, JsonNode? after)
    {
        JsonNode?[] items = [.. before as JsonArray ?? [], .. after as JsonArray ?? []];
        return Keys.FirstOrDefault(key => IsKey(before, key) && IsKey(after, key) && items.Length > 0);
    }

    private static bool IsKey(JsonNode? list, string key)
    {
        JsonNode?[] items = [.. list as JsonArray ?? []];
        return Array.TrueForAll(items, item => item is JsonObject one && one[key] is JsonValue)
            && items.Select(item => item![key]!.ToString()).Distinct(StringComparer.Ordinal).Count() == items.Length;
    }

    private static OrderedDictionary<string, JsonObject> Index(JsonNode? list, string key)
    {
        OrderedDictionary<string, JsonObject> index = [];
        foreach (var item in (list as JsonArray ?? []).OfType<JsonObject>())
        {
            index.Add(item[key]!.ToString(), item);
        }

        return index;
    }

    private static JsonNode? Without(JsonObject? item, string key)
    {
        if (item is null)
        {
            return null;
        }

        var rest = (JsonObject)item.DeepClone();
        _ = rest.Remove(key);
        return rest is { Count: 1 } && rest.First().Value is JsonValue only ? only.DeepClone() : rest;
    }

    private static IEnumerable<string> Names(JsonObject? node) => node?.Select(member => member.Key) ?? [];

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
