using System.Text.Json.Nodes;
using Stevedore.Planning;
using Stevedore.Settings;
using Stevedore.Settings.Layers;

namespace Stevedore.Rehearsal;

/// <summary>Leads a plan's registries and its builder to those of the lab, so that a rehearsal can never reach a real one.</summary>
internal static class RehearsalOverrides
{
    /// <param name="plan">The plan as it would be shipped.</param>
    /// <param name="settings">The settings that it was made from.</param>
    /// <exception cref="StevedoreException">The plan has more accounts, regions or kinds of registry than the lab.</exception>
    public static RehearsalChanges Of(ShipPlan plan, StevedoreSettings settings, ImmutableArray<RegistryKind> kinds, LabPlaces lab)
    {
        var led = new StevedoreSettings { Registries = settings.Registries, Builder = settings.Builder };
        var binding = new SettingsBinding(new(kinds));
        var written = binding.Tree(led)!.ToJson();
        var notes = new List<string>();
        var registries = RehearsedRegistry.Of(plan, kinds);
        var places = AwsPlaces.Of(registries);
        foreach (var registry in registries)
        {
            var standIns = new StandIns(registry.Plan, places.Led(registry), lab);
            foreach (var key in registry.Keys)
            {
                var inside = standIns.For(key);
                written["registries"]![registry.Plan.Name]![key.Key] = key.Credentials is { } credentials
                    ? binding.Credentials(credentials, Origin.Default).ToJson()
                    : inside;
                if (key.Outside != inside)
                {
                    notes.Add($"registries.{registry.Plan.Name}.{key.Key} is {inside}, not {key.Outside}.");
                }
            }
        }

        if (RehearsalBuilder.Of(settings.Builder!, lab) is var (builder, note))
        {
            written["builder"] = builder;
            notes.Add(note);
        }

        return new(
            Variables(written),
            [.. notes],
            registries.Where(registry => registry.IsInAccount).ToArray() is [var only] ? places.Led(only) : null
        );
    }

    // As a whole, so that no spelling of a name can miss what is meant.
    private static ImmutableDictionary<string, string> Variables(JsonNode written) =>
        ImmutableDictionary<string, string>
            .Empty.Add("STEVEDORE__REGISTRIES", written["registries"]!.ToJsonString())
            .Add("STEVEDORE__BUILDER", written["builder"]!.ToJsonString());
}
