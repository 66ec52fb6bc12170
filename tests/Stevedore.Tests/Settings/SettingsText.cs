using System.Text.Json.Nodes;
using Stevedore.Settings;
using Stevedore.Settings.Layers;

namespace Stevedore.Tests.Settings;

internal static class SettingsText
{
    public static JsonNode? Of(StevedoreSettings settings) => new SettingsBinding(Given.Kinds).Tree(settings)?.ToJson() ?? new JsonObject();
}
