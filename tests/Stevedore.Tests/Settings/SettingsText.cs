using System.Text.Json;
using System.Text.Json.Nodes;
using Stevedore.Settings;
using Stevedore.Settings.Shapes;

namespace Stevedore.Tests.Settings;

internal static class SettingsText
{
    public static JsonNode? Of(StevedoreSettings settings) =>
        JsonSerializer.SerializeToNode(settings, SettingsJson.Bound.StevedoreSettings);
}
