using System.Text.Json.Nodes;
using Stevedore.Images;
using Stevedore.Settings;

namespace Stevedore.Rehearsal;

/// <summary>Keeps a rehearsal from building on a real machine, or with what a real registry holds.</summary>
internal static class RehearsalBuilder
{
    /// <summary>The builder of the rehearsal as the settings write it, and why it is another; null where what was chosen stays in the lab.</summary>
    public static (JsonObject Builder, string Note)? Of(BuilderSettings chosen, LabPlaces lab) =>
        Leaving(chosen, lab) is not var (setting, value)
            ? null
            : (
                new JsonObject
                {
                    ["driver"] = "docker",
                    ["nodes"] = new JsonArray(),
                    ["emulation"] = "check",
                },
                $"The lab's engine builds instead of what builder.{setting} names ({value})."
            );

    /// <summary>The setting that leads out of the lab, and its value; null when none does.</summary>
    public static (string Setting, string Value)? Leaving(BuilderSettings chosen, LabPlaces lab)
    {
        if (chosen.Driver is "docker" && chosen.Nodes is null or [] && chosen.Emulation is "check" or "none")
        {
            // The other settings are for builders that are created, and for emulators that are installed.
            return null;
        }

        return chosen switch
        {
            { Driver: "remote" or "kubernetes" or "cloud" } => ("driver", chosen.Driver),
            { Nodes: [var node, ..] } => ("nodes", node),
            { Config: { } config } => ("config", config),
            { Image: { } image } when !Serves(lab, image) => ("image", image),
            { Options: { } options } when options.GetValueOrDefault("image") is { } image && !Serves(lab, image) => (
                "options.image",
                image
            ),
            { EmulationImage: { } image } when !Serves(lab, image) => ("emulationImage", image),
            _ => null,
        };
    }

    private static bool Serves(LabPlaces lab, string image) => BaseReference.Parse(image) is { } reference && lab.Serves(reference.Host);
}
