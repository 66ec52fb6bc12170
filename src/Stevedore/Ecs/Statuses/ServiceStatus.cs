using System.Globalization;
using System.Text.Json;
using Stevedore.Ecs.Plans;
using Stevedore.Ecs.TaskDefinitions;
using Stevedore.Terminal;

namespace Stevedore.Ecs.Statuses;

/// <summary>What a service runs.</summary>
/// <param name="Cluster">Its cluster's name.</param>
/// <param name="Service">Its name.</param>
/// <param name="TaskDefinition">Family and revision.</param>
/// <param name="State">How its deployment stands, such as <c>deployed</c> or <c>in progress</c>.</param>
public sealed record ServiceStatus(string Cluster, string Service, string TaskDefinition, string State)
{
    /// <summary>The commit, where its task definition says it.</summary>
    public string? Commit { get; init; }

    /// <summary>How many commits the checkout is ahead of it; null without git, or where git does not know it.</summary>
    public int? Behind { get; init; }

    /// <summary>Since when it runs that.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The ARN of who registered its task definition; null where ECS does not tell.</summary>
    public string? By { get; init; }

    /// <summary>How many tasks run.</summary>
    public int Running { get; init; }

    /// <summary>How many are to run.</summary>
    public int Desired { get; init; }

    /// <summary>How many are being started.</summary>
    public int Pending { get; init; }

    /// <summary>Its containers.</summary>
    public ImmutableArray<ContainerStatus> Containers { get; init; } = [];

    /// <summary>What ECS said last, newest first, with the time before it.</summary>
    public ImmutableArray<string> Events { get; init; } = [];
}

/// <summary>What a container runs.</summary>
/// <param name="Name">Its name in the task.</param>
/// <param name="Image">As the task definition has it.</param>
/// <param name="Digest">Null where ECS does not tell.</param>
public sealed record ContainerStatus(string Name, string Image, string? Digest);

/// <summary>For people and for programs.</summary>
internal static class StatusText
{
    public static IEnumerable<string> Lines(IEnumerable<ServiceStatus> services)
    {
        var all = services.ToArray();
        var table = TextTable.Render([
            ["SERVICE", "COMMIT", "TASK DEFINITION", "TASKS", "STATE", "SINCE", "BY"],
            .. all.Select(service =>
                (string[])
                    [
                        $"{service.Cluster}/{service.Service}",
                        Commit(service),
                        service.TaskDefinition,
                        Invariant($"{service.Running} of {service.Desired}")
                            + (service.Pending > 0 ? Invariant($", {service.Pending} pending") : ""),
                        service.State,
                        Time(service.Since) ?? "",
                        service.By is { } by ? by[(by.LastIndexOf(':') + 1)..] : "",
                    ]
            ),
        ]);
        return table.Concat(all.SelectMany(Details));
    }

    public static byte[] Json(IEnumerable<ServiceStatus> services)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OutputJson.Readable))
        {
            json.WriteStartObject();
            json.WriteStartArray("services");
            foreach (var service in services)
            {
                Service(json, service);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.ToArray();
    }

    private static IEnumerable<string> Details(ServiceStatus service) =>
        [
            $"{service.Cluster}/{service.Service}:",
            .. service.Containers.Select(container =>
                $"  {container.Name} runs {container.Image}{(container.Digest is { } digest && !container.Image.EndsWith(digest, StringComparison.Ordinal) ? $" ({digest})" : "")}"
            ),
            .. service.Events.Select(happened => $"  {happened}"),
        ];

    private static string Commit(ServiceStatus service) =>
        service.Commit is not { Length: > 0 } commit ? "unknown"
        : service.Behind is > 0 and var behind ? Invariant($"{DeploymentTags.Short(commit)}, {behind} behind HEAD")
        : DeploymentTags.Short(commit);

    internal static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Service(Utf8JsonWriter json, ServiceStatus service)
    {
        json.WriteStartObject();
        json.WriteString("cluster", service.Cluster);
        json.WriteString("service", service.Service);
        json.WriteString("taskDefinition", service.TaskDefinition);
        json.WriteString("state", service.State);
        json.WriteString("commit", service.Commit);
        if (service.Behind is { } behind)
        {
            json.WriteNumber("behind", behind);
        }
        else
        {
            json.WriteNull("behind");
        }

        json.WriteString("since", Time(service.Since));
        json.WriteString("by", service.By);
        json.WriteNumber("running", service.Running);
        json.WriteNumber("desired", service.Desired);
        json.WriteNumber("pending", service.Pending);
        json.WriteStartArray("containers");
        foreach (var container in service.Containers)
        {
            json.WriteStartObject();
            json.WriteString("name", container.Name);
            json.WriteString("image", container.Image);
            json.WriteString("digest", container.Digest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("events");
        foreach (var happened in service.Events)
        {
            json.WriteStringValue(happened);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
