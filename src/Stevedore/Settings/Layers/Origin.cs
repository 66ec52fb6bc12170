namespace Stevedore.Settings.Layers;

/// <summary>Where a node was written.</summary>
/// <param name="Source">As the plan shows it.</param>
/// <param name="Line">The line in the settings file, else null.</param>
/// <param name="NamesPath">Whether the source itself says which setting is meant, as a variable or an argument does.</param>
internal sealed record Origin(SettingSource Source, int? Line, bool NamesPath)
{
    public static Origin Default { get; } = new(SettingSource.Default, null, NamesPath: false);

    public static Origin Code { get; } = new(new SettingSource("C#"), null, NamesPath: false);

    public static Origin File(string name, int line) => new(new SettingSource(Invariant($"{name}:{line}")), line, NamesPath: false);

    public static Origin Named(string name) => new(new SettingSource(name), null, NamesPath: true);

    public Origin InSection(string environment) => this with { Source = new SettingSource($"{Source.Text} (environments.{environment})") };
}
