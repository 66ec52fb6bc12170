using System.Text.Json.Nodes;

namespace Stevedore.Ecs.TaskDefinitions;

/// <summary>What changes in a container of a task definition.</summary>
/// <param name="Container">Its name.</param>
/// <param name="Image">The reference that it gets; null to leave its image.</param>
internal sealed record ContainerChange(string Container, string? Image)
{
    /// <summary>Environment variables that are set.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>Variables that ECS fills with secrets: name, and ARN or parameter.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Secrets { get; init; } = [];

    public int? Cpu { get; init; }

    public int? Memory { get; init; }

    /// <summary>Makes the changes. All else stays as it is, members that nobody here knows included.</summary>
    /// <param name="registration">What registers the task definition.</param>
    public static void Make(JsonObject registration, IEnumerable<ContainerChange> changes)
    {
        foreach (var change in changes)
        {
            change.In(TaskDefinition.ContainersOf(registration).First(container => TaskDefinition.NameOf(container) == change.Container));
        }
    }

    private void In(JsonObject container)
    {
        if (Image is not null)
        {
            container["image"] = Image;
        }

        // A variable is either: ECS refuses a name that is in both lists.
        Remove(container, "secrets", Environment);
        Remove(container, "environment", Secrets);
        Set(container, "environment", "value", Environment);
        Set(container, "secrets", "valueFrom", Secrets);
        if (Cpu is { } cpu)
        {
            container["cpu"] = cpu;
        }

        if (Memory is { } memory)
        {
            container["memory"] = memory;
        }
    }

    private static void Set(JsonObject container, string list, string member, ImmutableArray<KeyValuePair<string, string>> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        if (container[list] is not JsonArray entries)
        {
            container[list] = entries = [];
        }

        foreach (var (name, value) in values)
        {
            if (Named(entries, name) is { } entry)
            {
                entry[member] = value;
            }
            else
            {
                entries.Add(new JsonObject { ["name"] = name, [member] = value });
            }
        }
    }

    private static void Remove(JsonObject container, string list, ImmutableArray<KeyValuePair<string, string>> values)
    {
        foreach (var (name, _) in values)
        {
            if (container[list] is JsonArray entries && Named(entries, name) is { } entry)
            {
                _ = entries.Remove(entry);
            }
        }
    }

    private static JsonObject? Named(JsonArray entries, string name) =>
        entries.OfType<JsonObject>().FirstOrDefault(entry => entry.Text("name") == name);
}
