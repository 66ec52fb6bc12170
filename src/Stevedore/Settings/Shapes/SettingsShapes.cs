using Stevedore.Planning.Tags;
using Stevedore.Settings.Rules;
using static Stevedore.Settings.Shapes.ShapeKey;

namespace Stevedore.Settings.Shapes;

/// <summary>The keys of stevedore.json, their types and their rules.</summary>
/// <remarks>
/// A table, not the serializer's metadata, which takes longer to set up than all of the reading. A test holds the two together.
/// </remarks>
internal static class SettingsShapes
{
    private static readonly ValueRule Platforms = new() { Value = PlatformRule.Platform, NeedsItem = true };

    public static Shape Attestations { get; } = Shape.Object(Choice("provenance", "min", "max", "none"), Flag("sbom"));

    public static Shape Builder { get; } =
        Shape.Object(
            Choice("driver", "auto", "docker", "docker-container", "remote", "kubernetes", "cloud"),
            Text("name"),
            Text("image"),
            new("options", Shape.TextMap),
            Text("config", PathRule.Inside),
            new("nodes", Shape.Texts),
            Choice("emulation", "auto", "install", "check", "none"),
            Text("emulationImage")
        );

    public static Shape Definitions { get; } = Shape.Object(Text("registry"), Choice("pin", "tag", "digest"));

    public static Shape Image { get; } =
        Shape.Object(
            Text("context", PathRule.Inside),
            Text("dockerfile", PathRule.Relative),
            Text("target"),
            new("args", Shape.TextMap, ValueRule.Of(TemplateRule.Argument)),
            new("contexts", Shape.TextMap, ValueRule.Of(ContextRule.Context)),
            Text("repository", NameRules.Repository),
            Text("tagPrefix", NameRules.TagPrefix),
            Text("container", NameRules.Container),
            new("platforms", Shape.Texts, Platforms),
            new("registries", Shape.Texts),
            new("secrets", Shape.TextMap, ValueRule.Of(SecretRule.Source)),
            new("ssh", Shape.Texts),
            Choice("cache", "registry", "inline", "none"),
            new("attestations", Attestations)
        );

    public static Shape Tag { get; } =
        new(ShapeKind.Tag, null, [Text("tag", TemplateRule.Tag, isRequired: true), Text("on", RefRule.Check)]);

    /// <summary>The settings; a section of an environment.</summary>
    public static Shape Section { get; } =
        Shape.Object(
            new("platforms", Shape.Texts, Platforms),
            new("images", Shape.Map(Image), new() { Key = NameRules.Image }),
            new("registries", Shape.Map(Shape.Registry), new() { Key = NameRules.Registry }),
            new("tags", Shape.List(Tag), new() { NeedsItem = true }),
            new("push", Shape.Texts, ValueRule.Of(RefRule.Check)),
            new("attestations", Attestations),
            new("builder", Builder),
            new("definitions", Definitions)
        );

    public static Shape File { get; } = Shape.Object([Text("$schema"), .. Section.Keys, new("environments", Shape.Map(Section))]);
}
