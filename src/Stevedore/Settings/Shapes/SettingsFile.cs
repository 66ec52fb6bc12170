using Stevedore.Settings.Rules;

namespace Stevedore.Settings.Shapes;

/// <summary>stevedore.json as a whole: the settings, and what only the top of the file may say.</summary>
internal sealed class SettingsFile : StevedoreSettings
{
    /// <summary>The schema that editors validate and complete with.</summary>
    [Setting(Name = "$schema")]
    public string? Schema { get; set; }

    /// <summary>The oldest Stevedore that reads this file, such as 0.3. Default: any.</summary>
    [Setting(Rule = typeof(RequiredVersionRule))]
    public string? Requires { get; set; }

    /// <summary>Settings merged over the rest when --environment or STEVEDORE_ENVIRONMENT names them.</summary>
    public OrderedDictionary<string, StevedoreSettings>? Environments { get; set; }
}
