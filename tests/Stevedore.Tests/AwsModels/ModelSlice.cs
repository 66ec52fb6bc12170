using System.Reflection;
using System.Text.Json.Nodes;
using CompatGenerate.Models;

namespace Stevedore.Tests.AwsModels;

/// <summary>What the official model of a service says of some operations, as Models has it: without words, and without what limits values.</summary>
internal static class ModelSlice
{
    private static readonly string[] Traits =
    [
        "type",
        "members",
        "required",
        "enum",
        "member",
        "key",
        "value",
        "exception",
        "error",
        "code",
        "shape",
        "locationName",
        "deprecated",
    ];

    public static ServiceModel Read(string service)
    {
        var name = $"model-{service}.json";
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        return new(service, JsonNode.Parse(file)!.AsObject(), []);
    }

    public static JsonObject Of(ServiceModel model, IEnumerable<string> operations)
    {
        JsonObject kept = [];
        SortedDictionary<string, JsonNode> shapes = new(StringComparer.Ordinal);
        foreach (var name in operations)
        {
            var operation = model.Operation(name).Json;
            JsonObject slice = [];
            foreach (var end in new[] { "input", "output", "errors" }.Where(operation.ContainsKey))
            {
                slice[end] = Kept(operation[end]!, isMembers: false);
                Reach(model, slice[end]!, shapes);
            }

            kept[name] = slice;
        }

        return new()
        {
            ["metadata"] = new JsonObject { ["protocol"] = model.Protocol },
            ["operations"] = kept,
            ["shapes"] = new JsonObject(shapes.Select(shape => KeyValuePair.Create(shape.Key, (JsonNode?)shape.Value))),
        };
    }

    private static void Reach(ServiceModel model, JsonNode from, SortedDictionary<string, JsonNode> shapes)
    {
        foreach (var name in Named(from).Where(name => !shapes.ContainsKey(name)).ToArray())
        {
            shapes[name] = Kept(model.Shape(name).Json, isMembers: false);
            Reach(model, shapes[name], shapes);
        }
    }

    private static IEnumerable<string> Named(JsonNode? node) =>
        node switch
        {
            JsonObject json => json.SelectMany(member =>
                member is { Key: "shape", Value: JsonValue name } ? [(string)name!] : Named(member.Value)
            ),
            JsonArray items => items.SelectMany(Named),
            _ => [],
        };

    // Members have names of their own, which may be those of traits.
    private static JsonNode Kept(JsonNode node, bool isMembers) =>
        node switch
        {
            JsonObject json => new JsonObject(
                json.Where(member => isMembers || Traits.Contains(member.Key))
                    .Select(member =>
                        KeyValuePair.Create(member.Key, (JsonNode?)Kept(member.Value!, !isMembers && member.Key == "members"))
                    )
            ),
            JsonArray items => new JsonArray([.. items.Select(item => Kept(item!, isMembers: false))]),
            _ => node.DeepClone(),
        };
}
