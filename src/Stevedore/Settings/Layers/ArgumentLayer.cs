namespace Stevedore.Settings.Layers;

/// <summary>The arguments that are settings.</summary>
internal static class ArgumentLayer
{
    public static SettingNode? Of(IReadOnlyDictionary<string, string> arguments) =>
        arguments.TryGetValue("platforms", out var platforms)
            ? SettingNode.Object(
                Origin.Named("--platforms"),
                new() { ["platforms"] = EnvironmentLayer.Commas(Origin.Named("--platforms"), platforms) }
            )
            : null;
}
