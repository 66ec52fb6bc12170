using System.Text.Json;
using Stevedore.Settings.Rules;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings.Layers;

/// <summary>stevedore.json: its top, and the section of the chosen environment.</summary>
internal sealed class FileLayer
{
    private readonly SettingNode? environments;

    public FileLayer(SettingsInputs inputs, SettingNode? code, SettingFaults faults)
    {
        if (inputs.FileText is not { } text || Read(text, inputs.FileName, faults) is not { } root)
        {
            IsUnreadable = inputs.FileText is not null;
            return;
        }

        // Before all else: what a newer Stevedore reads is no fault of the file.
        if (
            root["requires"] is { Kind: JsonValueKind.String } required
            && RequiredVersionRule.Unmet(required.Value!, inputs.Version()) is { } unmet
        )
        {
            faults.Add(required.Origin, "requires", unmet);
            IsUnreadable = true;
            return;
        }

        // Every section is checked, chosen or not: a fault in the section for production must not wait for production.
        var sound = new ShapeCheck(faults, new(inputs.Kinds, root, code)).Check(root, SettingsShapes.Whole, "");
        environments = sound?["environments"];
        _ = sound?.Keys.Remove("environments");
        _ = sound?.Keys.Remove("$schema");
        _ = sound?.Keys.Remove("requires");
        Top = sound;
    }

    /// <summary>Whether there is a file, and no JSON in it or what only a newer Stevedore reads.</summary>
    public bool IsUnreadable { get; }

    public SettingNode? Top { get; }

    /// <summary>The names of all sections.</summary>
    public ImmutableArray<string> Environments => [.. environments?.Keys.Keys.AsEnumerable() ?? []];

    /// <summary>Null when no environment is chosen.</summary>
    public SettingNode? Section(SettingsInputs inputs, SettingFaults faults)
    {
        if (inputs.EnvironmentName is not { } name)
        {
            return null;
        }

        if (environments?[name] is { } section)
        {
            return section.Relabel(origin => origin.InSection(name));
        }

        // A section with faults of its own is not missing.
        if (environments?.Keys.ContainsKey(name) != true)
        {
            var names = environments?.Keys.Keys.ToArray() ?? [];
            var hint = names.Length == 0 ? $"add it to environments in {inputs.FileName}" : Nearest.Hint(name, names);
            faults.Add(OriginOf(name, inputs.Environment), "", $"there is no environment '{name}'", hint);
        }

        return null;
    }

    private static Origin OriginOf(string name, IReadOnlyDictionary<string, string> environment) =>
        Origin.Named(environment.GetValueOrDefault("STEVEDORE_ENVIRONMENT") == name ? "STEVEDORE_ENVIRONMENT" : "--environment");

    private static SettingNode? Read(string text, string name, SettingFaults faults)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            return JsonText.Read(text, line => Origin.File(name, line), faults);
        }

        faults.Add(Origin.File(name, 1), "", "the file is empty", $"write {NoImages.Example}");
        return null;
    }
}
