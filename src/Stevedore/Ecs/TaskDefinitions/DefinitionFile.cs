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
                    members[name] = Filled(members[name], what, values);
                }

                break;
            case JsonArray items:
                for (var item = 0; item < items.Count; item++)
                {
                    items[item] = Filled(items[item], what, values);
                }

                break;
        }
    }

    private static JsonNode? Filled(JsonNode? node, string what, TagValues values)
    {
        if (node is JsonValue value && value.TryGetValue(out string? text))
        {
            return text.Contains('{', StringComparison.Ordinal) ? Expand(text, what, values) : node.DeepClone();
        }

        if (node is null)
        {
            return null;
        }

        var copy = node.DeepClone();
        Fill(copy, what, values);
        return copy;
    }

    // Braces that are no placeholder, as in a log pattern or a command, stay.
    private static string Expand(string text, string what, TagValues values)
    {
        var (_, complaint) = TemplateParser.Parse(text);
        return complaint is not null
            ? text
            : TagTemplate.Parse(text).ExpandOrNull(values)
                ?? throw new StevedoreException(
                    what,
                    $"'{OutsideText.Line(text, 80)}' needs what is not known here",
                    "Deploy from a checkout, or name the --commit."
                );
    }
}
