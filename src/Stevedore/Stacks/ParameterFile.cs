using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stevedore.Stacks;

/// <summary>The values of a template's parameters, as <c>aws cloudformation --parameters file://…</c> takes them.</summary>
internal static class ParameterFile
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="there">The file as it is; null where there is none. What a person filled in stays where the settings cannot say it.</param>
    public static string Text(IEnumerable<KeyValuePair<string, string>> values, string? there)
    {
        var known = Read(there);
        var entries = values.Select(value =>
            (JsonNode)
                new JsonObject
                {
                    ["ParameterKey"] = value.Key,
                    ["ParameterValue"] = IsOpen(value) ? known.GetValueOrDefault(value.Key, value.Value) : value.Value,
                }
        );
        return new JsonArray([.. entries]).ToJsonString(Layout) + "\n";
    }

    // The name of a connection is not its ARN, and the outputs of a stack are known when it is there.
    private static bool IsOpen(KeyValuePair<string, string> value) =>
        value.Value.Length == 0
        || (value.Key is "Connection" or "PullRequestConnection" && !value.Value.StartsWith("arn:", StringComparison.Ordinal));

    private static Dictionary<string, string> Read(string? text)
    {
        try
        {
            return JsonNode.Parse(text ?? "[]") is JsonArray entries
                ? entries
                    .OfType<JsonObject>()
                    .Where(entry => entry["ParameterKey"] is not null && entry["ParameterValue"] is not null)
                    .DistinctBy(entry => entry["ParameterKey"]!.ToString())
                    .ToDictionary(
                        entry => entry["ParameterKey"]!.ToString(),
                        entry => entry["ParameterValue"]!.ToString(),
                        StringComparer.Ordinal
                    )
                : [];
        }
        catch (JsonException)
        {
            // It is shown as a difference, and not overwritten.
            return [];
        }
    }
}
