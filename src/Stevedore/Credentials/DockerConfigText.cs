using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stevedore.Credentials;

/// <summary>Reads the JSON of docker's config as docker does: the last of two keys counts, sections that stand twice are joined, and docker's own keys are known in any case.</summary>
/// <remarks><see href="https://pkg.go.dev/encoding/json#Unmarshal"/></remarks>
internal static class DockerConfigText
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private static readonly ImmutableArray<string> Keys = ["auths", "credsStore", "credHelpers", "cliPluginsExtraDirs", "currentContext"];
    private static readonly ImmutableArray<string> KeysOfAuths = ["auth", "username", "password", "identitytoken", "registrytoken"];

    /// <param name="text">Null or empty for a config that says nothing.</param>
    /// <param name="what">What holds it, for a person.</param>
    /// <param name="fix">What to do where it is no JSON object.</param>
    /// <exception cref="StevedoreException">The text is no JSON object.</exception>
    public static JsonObject Parse(string? text, string what, string fix)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Root(document.RootElement)
                : throw new JsonException("no object");
        }
        catch (JsonException cause)
        {
            throw new StevedoreException($"Cannot read {what}", "it is not a JSON object", fix, cause);
        }
    }

    private static JsonObject Root(JsonElement element)
    {
        var root = new JsonObject();
        foreach (var property in element.EnumerateObject())
        {
            var key = Known(property.Name, Keys);
            var node = key == "auths" && property.Value.ValueKind == JsonValueKind.Object ? Auths(property.Value) : Node(property.Value);
            if (root[key] is JsonObject before && node is JsonObject more)
            {
                foreach (var (name, value) in more)
                {
                    before[name] = value?.DeepClone();
                }
            }
            else
            {
                root[key] = node;
            }
        }

        return root;
    }

    private static JsonObject Auths(JsonElement element)
    {
        var auths = new JsonObject();
        foreach (var property in element.EnumerateObject())
        {
            auths[property.Name] =
                property.Value.ValueKind == JsonValueKind.Object ? Object(property.Value, KeysOfAuths) : Node(property.Value);
        }

        return auths;
    }

    private static JsonObject Object(JsonElement element, ImmutableArray<string> known)
    {
        var read = new JsonObject();
        foreach (var property in element.EnumerateObject())
        {
            read[Known(property.Name, known)] = Node(property.Value);
        }

        return read;
    }

    private static JsonNode? Node(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => Object(element, []),
            JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Node)]),
            JsonValueKind.Null => null,
            _ => JsonValue.Create(element.Clone()),
        };

    private static string Known(string name, ImmutableArray<string> known) =>
        known.FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;
}
