using Stevedore.Settings.Layers;
using Stevedore.Settings.Rules;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings;

/// <summary>Merges everything that may say what to ship, each layer over the next, and rules out all faults at once.</summary>
/// <remarks>Precedence: argument, STEVEDORE__ variable, section of the environment, stevedore.json, C#, well-known variable, default.</remarks>
internal static class SettingsResolution
{
    /// <summary>Pure: the same inputs give the same settings.</summary>
    /// <exception cref="StevedoreException">Names every fault, with its line, key and choices.</exception>
    public static ResolvedSettings Resolve(SettingsInputs inputs) =>
        ResolveAny(inputs) is { Values.Images.Count: > 0 } settings ? settings : throw NoImages.In(inputs);

    /// <summary>The same where nothing is shipped, and no image need be named.</summary>
    /// <exception cref="StevedoreException">Names every fault, with its line, key and choices.</exception>
    public static ResolvedSettings ResolveAny(SettingsInputs inputs)
    {
        SettingFaults faults = new();
        var (said, environments) = Said(inputs, faults);
        RegistryTypes types = new(inputs.Kinds, said);
        var above = LayerMerge.Of(said, new WellKnownLayer(faults, said, inputs.Environment).Read(types));
        var merged = LayerMerge.Of(above, new DefaultLayer(above, types).Make());
        merged = new EntryDefaults(inputs.Kinds).In(merged, SettingsShapes.Section);
        var settings = ImageTagVariable.Append(merged, inputs.Environment, faults);
        MeaningCheck.All(settings, types, environments, faults);
        faults.ThrowIfAny(inputs.FileName);
        return new(new SettingsBinding(inputs.Kinds).Bind(settings), SettingSources.Of(settings)) { Environments = environments };
    }

    /// <summary>What people said, without what the surroundings suggest.</summary>
    private static (SettingNode Said, ImmutableArray<string> Environments) Said(SettingsInputs inputs, SettingFaults faults)
    {
        var code = new SettingsBinding(inputs.Kinds).Tree(inputs.Code);
        code = new ShapeCheck(faults, new(inputs.Kinds, code)).Check(code, SettingsShapes.Section, "");
        FileLayer file = new(inputs, code, faults);
        if (file.IsUnreadable)
        {
            // All else would be said of settings that are there and cannot be seen.
            faults.ThrowIfAny(inputs.FileName);
        }

        var below = LayerMerge.Of(file.Section(inputs, faults), file.Top, code);
        var variables = Variables(below, inputs, faults);
        ShapeCheck check = new(faults, new(inputs.Kinds, variables, below));
        var arguments = check.Check(ArgumentLayer.Of(inputs.Arguments), SettingsShapes.Section, "");
        return (LayerMerge.Of(arguments, check.Check(variables, SettingsShapes.Section, ""), below), file.Environments);
    }

    private static SettingNode? Variables(SettingNode below, SettingsInputs inputs, SettingFaults faults)
    {
        if (!EnvironmentLayer.IsIn(inputs.Environment))
        {
            return null;
        }

        // A variable may also change the image and the registry that only the surroundings suggest; their faults are said once, later.
        RegistryTypes types = new(inputs.Kinds, below);
        var suggested = new WellKnownLayer(new SettingFaults(), below, inputs.Environment).Read(types);
        return new EnvironmentLayer(faults, LayerMerge.Of(below, suggested), types).Read(inputs.Environment);
    }
}
