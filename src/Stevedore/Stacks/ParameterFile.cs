using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stevedore.Stacks;

/// <summary>The values of a template's parameters, as <c>aws cloudformation --parameters file://…</c> takes them.</summary>
internal static class ParameterFile
{
    /// <summary>How the names of such files end.</summary>
    public const string Suffix = ".parameters.json";

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="others">The parameters that the settings know nothing of: they have the values that a person filled in.</param>
    /// <param name="there">The file as it is; null where there is none. What a person filled in stays where the settings cannot say it.</param>
    public static string Text(IEnumerable<KeyValuePair<string, string>> values, IEnumerable<string> others, string? there)
    {
        var known = Read(there);
        var entries = values
            .Select(value => Entry(value.Key, IsOpen(value) ? known.GetValueOrDefault(value.Key, value.Value) : value.Value))
            .Concat(others.Where(known.ContainsKey).Select(key => Entry(key, known[key])));
        return new JsonArray([.. entries]).ToJsonString(Layout) + "\n";
    }

    private static JsonNode Entry(string key, string value) => new JsonObject { ["ParameterKey"] = key, ["ParameterValue"] = value };

    /// <summary>What a file says.</summary>
    /// <param name="text">Null where there is none.</param>
    /// <param name="file">As messages show it.</param>
    /// <exception cref="StevedoreException">It is none.</exception>
    public static ImmutableArray<KeyValuePair<string, string>> Values(string? text, string file)
    {
        if (text is null)
        {
            return [];
        }

        try
        {
            _ = JsonNode.Parse(text) as JsonArray ?? throw new JsonException();
        }
        catch (JsonException cause)
        {
            throw new StevedoreException(
                $"Cannot read {file}",
                "it is no list of parameters in JSON",
                """Write [{ "ParameterKey": "<name>", "ParameterValue": "<value>" }]; `stevedore init --pipeline` makes it.""",
                cause
            );
        }

        return [.. Read(text)];
    }

    // The name of a connection is not its ARN, and the outputs of a stack are known when it is there.
    private static bool IsOpen(KeyValuePair<string, string> value) => value.Value.Length == 0 || IsNameOfConnection(value);

    /// <summary>Whether it is the name of a connection, in the place of its ARN.</summary>
    public static bool IsNameOfConnection(KeyValuePair<string, string> value) =>
        IsConnection(value.Key) && value.Value.Length > 0 && !value.Value.StartsWith("arn:", StringComparison.Ordinal);

    /// <summary>Whether the parameter is the ARN of a connection.</summary>
    public static bool IsConnection(string key) => key is "Connection" or "PullRequestConnection";

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
