using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Stevedore.Settings.Shapes;

/// <summary>stevedore.json as a whole: the settings, and what only the top of the file may say.</summary>
internal sealed class SettingsFile : StevedoreSettings
{
    [Description("The schema that editors validate and complete with.")]
    [JsonPropertyName("$schema")]
    [JsonPropertyOrder(-1)]
    public string? Schema { get; set; }

    [Description("Settings merged over the rest when --environment or STEVEDORE_ENVIRONMENT names them.")]
    [JsonPropertyOrder(1)]
    public OrderedDictionary<string, StevedoreSettings>? Environments { get; set; }
}
