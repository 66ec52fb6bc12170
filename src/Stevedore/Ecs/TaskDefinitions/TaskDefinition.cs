using System.Text.Json.Nodes;

namespace Stevedore.Ecs.TaskDefinitions;

/// <summary>A task definition as ECS says it, with the members that nobody here knows.</summary>
/// <param name="body">What <c>DescribeTaskDefinition</c> and <c>RegisterTaskDefinition</c> answer as <c>taskDefinition</c>.</param>
/// <param name="tags">What they answer beside it.</param>
internal sealed class TaskDefinition(JsonObject body, JsonArray tags)
{
    // What ECS answers of one and does not take: the difference of the two shapes of its model.
    private static readonly ImmutableArray<string> Answered =
    [
        "taskDefinitionArn",
        "revision",
        "status",
        "requiresAttributes",
        "compatibilities",
        "registeredAt",
        "registeredBy",
        "deregisteredAt",
        "deleteRequestedAt",
    ];

    /// <summary>The whole ARN.</summary>
    public string Arn => Text("taskDefinitionArn") ?? "";

    /// <summary>The family and the revision: <c>web:42</c>.</summary>
    public string Name => ServiceName.Last(Arn);

    public string Family => Text("family") ?? "";

    /// <summary>The ARN of who registered it; null where ECS does not tell.</summary>
    public string? RegisteredBy => Text("registeredBy");

    /// <summary>Whether tasks can be started from it.</summary>
    public bool IsActive => Text("status") is null or "ACTIVE";

    /// <summary>The ARN of the role that its containers have; null for none.</summary>
    public string? TaskRole => Text("taskRoleArn");

    /// <summary>The ARN of the role that pulls, logs and reads secrets for it; null for none.</summary>
    public string? ExecutionRole => Text("executionRoleArn");

    /// <summary>The containers, in order.</summary>
    public ImmutableArray<string> Containers => [.. ContainersOf(body).Select(NameOf).OfType<string>().Distinct()];

    /// <summary><c>amd64</c> or <c>arm64</c> as platforms of images call it; null where it does not say, and instances decide.</summary>
    public string? Architecture =>
        body.Object("runtimePlatform").Text("cpuArchitecture") switch
        {
            "ARM64" => "arm64",
            "X86_64" => "amd64",
            null when IsForFargate => "amd64",
            _ => null,
        };

    /// <summary>Whether it runs Windows.</summary>
    public bool IsWindows =>
        body.Object("runtimePlatform").Text("operatingSystemFamily")?.StartsWith("WINDOWS", StringComparison.Ordinal) == true;

    /// <summary>The value of one of its tags; null for none.</summary>
    public string? Tag(string key) => tags.OfType<JsonObject>().FirstOrDefault(tag => tag.Text("key") == key).Text("value");

    /// <summary>The image of a container; null where it has no such container.</summary>
    public string? ImageOf(string container) => Container(container).Text("image");

    /// <summary>Where a container logs to CloudWatch: group, stream prefix and region; null where it logs elsewhere.</summary>
    public (string Group, string Prefix, string? Region)? LogOf(string container) =>
        Container(container).Object("logConfiguration") is { } log
        && log.Text("logDriver") == "awslogs"
        && log.Object("options") is { } options
        && options.Text("awslogs-group") is { } group
        && options.Text("awslogs-stream-prefix") is { } prefix
            ? (group, prefix, options.Text("awslogs-region"))
            : null;

    /// <summary>What registers the same again, tags included: a copy.</summary>
    public JsonObject Registration()
    {
        var copy = (JsonObject)body.DeepClone();
        foreach (var member in Answered)
        {
            _ = copy.Remove(member);
        }

        if (tags.Count > 0)
        {
            copy["tags"] = tags.DeepClone();
        }

        return copy;
    }

    /// <summary>Whether it is what a registration has made: a later revision than what ran, of the same images.</summary>
    /// <param name="registration">As <c>RegisterTaskDefinition</c> took it.</param>
    /// <param name="now">What ran, in the same account and region.</param>
    public bool IsRegistered(JsonObject registration, TaskDefinition now) =>
        registration.Text("family") is { } family
        && Name.StartsWith($"{family}:", StringComparison.Ordinal)
        && (now.Arn.Length == 0 || Arn[..^Name.Length] == now.Arn[..^now.Name.Length])
        && (now.Number is not { } before || now.Name != Invariant($"{family}:{before}") || Number > before)
        && ContainersOf(registration)
            .All(asked => ContainersOf(body).Any(made => NameOf(made) == NameOf(asked) && made.Text("image") == asked.Text("image")));

    /// <summary>The number of the revision; null where its ARN has none.</summary>
    public int? Number => NumberOf(Arn);

    /// <summary>The number of a revision, by its ARN or name; null where there is none.</summary>
    public static int? NumberOf(string identifier) =>
        int.TryParse(
            identifier[(identifier.LastIndexOf(':') + 1)..],
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    /// <summary>The family of a revision, by its ARN or name.</summary>
    public static string FamilyOf(string identifier) =>
        ServiceName.Last(identifier) is var name && name.LastIndexOf(':') is >= 0 and var end ? name[..end] : name;

    /// <summary>What an operation answered; null where it names no revision.</summary>
    public static TaskDefinition? Of(JsonObject answer) =>
        answer.Object("taskDefinition") is { } body && body.Text("taskDefinitionArn") is not null
            ? new((JsonObject)body.DeepClone(), answer["tags"] is JsonArray tags ? (JsonArray)tags.DeepClone() : [])
            : null;

    /// <summary>The containers of a task definition, or of what registers one.</summary>
    public static IEnumerable<JsonObject> ContainersOf(JsonObject definition) => definition.Objects("containerDefinitions");

    /// <summary>What a container is called.</summary>
    public static string? NameOf(JsonObject container) => container.Text("name");

    private bool IsForFargate =>
        (body["requiresCompatibilities"] as JsonArray ?? []).Any(kind =>
            kind is JsonValue text && text.TryGetValue(out string? name) && name == "FARGATE"
        );

    private JsonObject? Container(string name) => ContainersOf(body).FirstOrDefault(container => NameOf(container) == name);

    private string? Text(string member) => body.Text(member);
}
