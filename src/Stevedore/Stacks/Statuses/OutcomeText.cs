using System.Text.Json;
using Stevedore.Terminal;

namespace Stevedore.Stacks.Statuses;

/// <summary>What became of stacks, for people and for programs.</summary>
internal static class OutcomeText
{
    public static IEnumerable<string> Lines(IEnumerable<StackOutcome> outcomes) =>
        outcomes.SelectMany(stack =>
            (string[])
                [
                    $"{stack.Stack} in {stack.Region}: {stack.Outcome}",
                    .. TextTable.Render([.. stack.Outputs.Select(output => (string[])["", output.Key, output.Value])]),
                    .. stack.Notes.Select(note => $"  {note}"),
                ]
        );

    public static byte[] Json(IEnumerable<StackOutcome> outcomes)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OutputJson.Readable))
        {
            json.WriteStartObject();
            json.WriteStartArray("stacks");
            foreach (var stack in outcomes)
            {
                json.WriteStartObject();
                json.WriteString("stack", stack.Stack);
                json.WriteString("region", stack.Region);
                json.WriteString("outcome", stack.Outcome);
                Outputs(json, stack.Outputs);
                json.WriteStartArray("notes");
                foreach (var note in stack.Notes)
                {
                    json.WriteStringValue(note);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.ToArray();
    }

    internal static void Outputs(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> outputs)
    {
        json.WriteStartObject("outputs");
        foreach (var (key, value) in outputs)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
