using System.Text.Json;
using System.Text.Json.Nodes;
using Stevedore.Settings;
using Stevedore.Settings.Layers;

namespace Stevedore.Tests.Settings;

internal static class SettingsText
{
    public static JsonNode? Of(StevedoreSettings settings) => new SettingsBinding(Given.Kinds).Tree(settings) is { } tree ? Json(tree) : new JsonObject();

    private static JsonNode Json(SettingNode node) =>
        node.Kind switch
        {
            JsonValueKind.Object => new JsonObject(node.Keys.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Json(pair.Value)))),
            JsonValueKind.Array => new JsonArray([.. node.Items.Select(Json)]),
            JsonValueKind.String => JsonValue.Create(node.Value)!,
            JsonValueKind.Number => JsonNode.Parse(node.Value!)!,
            _ => JsonValue.Create(node.Kind == JsonValueKind.True),
        };
}
