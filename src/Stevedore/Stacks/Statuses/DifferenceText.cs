using System.Text.Json;
using Stevedore.Terminal;

namespace Stevedore.Stacks.Statuses;

/// <summary>What a deployment would change, for people and for programs.</summary>
internal static class DifferenceText
{
    public static IEnumerable<string> Lines(IEnumerable<StackDifference> differences) => differences.SelectMany(Lines);

    public static byte[] Json(IEnumerable<StackDifference> differences)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OutputJson.Readable))
        {
            json.WriteStartObject();
            json.WriteStartArray("stacks");
            foreach (var stack in differences)
            {
                json.WriteStartObject();
                json.WriteString("stack", stack.Stack);
                json.WriteString("region", stack.Region);
                json.WriteBoolean("new", stack.IsNew);
                json.WriteBoolean("untold", stack.IsUntold);
                Texts(json, "file", stack.InFile);
                Texts(json, "template", stack.Template);
                Texts(json, "changes", stack.Changes.Select(line => line.Trim()));
                Texts(json, "permissions", stack.Permissions);
                Texts(json, "onlyInStack", stack.OnlyInStack);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.ToArray();
    }

    private static IEnumerable<string> Lines(StackDifference stack) =>
        stack.IsAny
            ?
            [
                $"{stack.Stack} in {stack.Region}{(stack.IsNew ? ", which is not there yet" : "")}:",
                .. Part("The template that stevedore.json makes now is another than the file:", stack.InFile.Select(line => $"  {line}")),
                .. Part("Its template changes:", stack.Template.Select(line => $"  {line}")),
                .. Part("A deployment would do:", stack.Changes),
                .. Part("What is allowed then, and is not now:", stack.Permissions.Select(line => $"  {line}")),
                .. Part("What it has, and the template does not:", stack.OnlyInStack.Select(line => $"  {line}")),
            ]
            : [$"{stack.Stack} in {stack.Region}: {(stack.IsUntold ? "what would change cannot be told." : "nothing differs.")}"];

    private static IEnumerable<string> Part(string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        return all.Length == 0 ? [] : [$"  {title}", .. all.Select(line => $"  {line}")];
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
