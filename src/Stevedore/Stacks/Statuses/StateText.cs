using System.Globalization;
using System.Text.Json;
using Stevedore.Terminal;

namespace Stevedore.Stacks.Statuses;

/// <summary>What stacks are, for people and for programs.</summary>
internal static class StateText
{
    public static IEnumerable<string> Lines(IEnumerable<StackState> stacks) => stacks.SelectMany(Lines);

    public static byte[] Json(IEnumerable<StackState> stacks)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OutputJson.Readable))
        {
            json.WriteStartObject();
            json.WriteStartArray("stacks");
            foreach (var stack in stacks)
            {
                Write(json, stack);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.ToArray();
    }

    private static IEnumerable<string> Lines(StackState stack) =>
        stack.Status is null
            ? [$"{stack.Stack} in {stack.Region}: not there"]
            :
            [
                $"{stack.Stack} in {stack.Region}: {stack.Status}{(Time(stack.Since) is { } since ? $" since {since}" : "")}{(stack.IsOurs ? "" : ", without the tag of its pipeline")}",
                .. TextTable.Render([
                    .. stack.Resources.Select(resource => (string[])["", resource.Id, resource.Type, resource.Status, resource.Name ?? ""]),
                ]),
                .. stack.Outputs.IsEmpty ? [] : (string[])["  Outputs:"],
                .. TextTable.Render([.. stack.Outputs.Select(output => (string[])["  ", output.Key, output.Value])]),
                .. stack.Badge is { } badge ? (string[])[$"  Badge: {badge}"] : [],
                .. stack.LastFailure is { } failure ? (string[])[$"  Failed last: {failure}"] : [],
            ];

    private static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, StackState stack)
    {
        json.WriteStartObject();
        json.WriteString("stack", stack.Stack);
        json.WriteString("region", stack.Region);
        json.WriteString("status", stack.Status);
        json.WriteString("since", Time(stack.Since));
        json.WriteBoolean("ours", stack.IsOurs);
        json.WriteStartArray("resources");
        foreach (var resource in stack.Resources)
        {
            json.WriteStartObject();
            json.WriteString("id", resource.Id);
            json.WriteString("type", resource.Type);
            json.WriteString("name", resource.Name);
            json.WriteString("status", resource.Status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        OutcomeText.Outputs(json, stack.Outputs);
        json.WriteString("badge", stack.Badge);
        json.WriteString("lastFailure", stack.LastFailure);
        json.WriteEndObject();
    }
}
