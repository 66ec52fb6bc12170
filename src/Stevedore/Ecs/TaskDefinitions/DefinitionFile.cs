using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stevedore.Templates;

namespace Stevedore.Ecs.TaskDefinitions;

/// <summary>A task definition as a file of the repository says it.</summary>
internal static class DefinitionFile
{
    private static readonly JsonDocumentOptions Reading = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads it, and fills in the placeholders of its texts.</summary>
    /// <param name="text">What the file holds.</param>
    /// <param name="name">As messages show it.</param>
    /// <param name="values">What placeholders stand for.</param>
    /// <exception cref="StevedoreException">It is no task definition: the line is told.</exception>
    public static JsonObject Read(string text, string name, TagValues values)
    {
        var what = $"Cannot use the task definition {name}";
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(text, documentOptions: Reading);
        }
        catch (JsonException cause)
        {
            throw new StevedoreException(
                cause.LineNumber is { } line ? Invariant($"{what}, line {line + 1}") : what,
                cause.LineNumber is null ? "one of its members is there twice" : "it is not JSON there",
                $"Correct it: `aws ecs register-task-definition --cli-input-json file://{name}` takes the same form.",
                cause
            );
        }

        // As `aws ecs describe-task-definition` prints it.
        var body = (node as JsonObject)?["taskDefinition"] as JsonObject ?? node as JsonObject;
        if (
            body is null
            || body["family"]?.GetValueKind() != JsonValueKind.String
            || body["containerDefinitions"] is not JsonArray containers
        )
        {
            throw new StevedoreException(
                what,
                "it is no object with a family and containerDefinitions",
                "Begin with what `aws ecs describe-task-definition --task-definition <family>` prints."
            );
        }

        foreach (var (place, container) in containers.Index())
        {
            if (container is not JsonObject one || one["name"]?.GetValueKind() != JsonValueKind.String)
            {
                throw new StevedoreException(
                    what,
                    Invariant($"number {place + 1} of its containerDefinitions is no object with a name"),
                    "Give every container a name and an image."
                );
            }
        }

        var sound = new TaskDefinition(body, []).Registration();
        Fill(sound, what, values);
        return sound;
    }

    /// <summary>What tells two of them apart, whatever they are tagged with.</summary>
    public static string Digest(JsonObject registration)
    {
        var untagged = (JsonObject)registration.DeepClone();
        _ = untagged.Remove("tags");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(untagged.ToJsonString())))[..32];
    }

    private static void Fill(JsonNode node, string what, TagValues values)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var name in members.Select(member => member.Key).ToArray())
                {
                    Fill(members[name], what, values, filled => members[name] = filled);
                }

                break;
            case JsonArray items:
                for (var item = 0; item < items.Count; item++)
                {
                    var place = item;
                    Fill(items[item], what, values, filled => items[place] = filled);
                }

                break;
        }
    }

    private static void Fill(JsonNode? node, string what, TagValues values, Action<JsonNode> replace)
    {
        if (node is not JsonValue value)
        {
            if (node is not null)
            {
                Fill(node, what, values);
            }
        }
        else if (value.TryGetValue(out string? text) && text.Contains('{', StringComparison.Ordinal))
        {
            replace(Expand(text, value, what, values));
        }
    }

    // Braces that are no placeholder, as in a log pattern or a command, stay.
    // The text is not repeated: what stands around a placeholder may be a password.
    private static string Expand(string text, JsonValue value, string what, TagValues values)
    {
        var (_, complaint) = TemplateParser.Parse(text);
        if (complaint is not null)
        {
            return text;
        }

        var template = TagTemplate.Parse(text);
        return template.ExpandOrNull(values)
            ?? throw new StevedoreException(
                what,
                $"{Place(value)} needs {TemplatePlaceholders.Of(template.MissingIn(values))}, which is not known here",
                "Deploy from a checkout, or name the --commit."
            );
    }

    // $.containerDefinitions[0].environment[1].value, and whose it is
    private static string Place(JsonValue value)
    {
        var path = value.GetPath()[2..];
        return (value.Parent as JsonObject)?["name"] is JsonValue name && name.TryGetValue(out string? said)
            ? $"{path} of '{OutsideText.Line(said, 80)}'"
            : path;
    }
}
