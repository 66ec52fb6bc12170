using System.Buffers;
using System.Text.Json;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings.Layers;

/// <summary>Between trees and the types of the settings.</summary>
internal static class SettingsBinding
{
    /// <summary>The tree must have been checked.</summary>
    public static StevedoreSettings Bind(SettingNode tree) =>
        new()
        {
            Platforms = tree.TextsOf("platforms"),
            Images = tree.MapOf("images", Image),
            Registries = tree.MapOf("registries", node => RegistryKinds.Find(node.TextOf("type"))!.Bind(node)),
            Tags = tree["tags"] is { } tags ? [.. tags.Items.Select(Tag)] : null,
            Push = tree.TextsOf("push"),
            Attestations = Attestations(tree["attestations"]),
            Builder = tree["builder"] is { } builder ? Builder(builder) : null,
            Definitions = tree["definitions"] is { } node ? new() { Registry = node.TextOf("registry"), Pin = node.TextOf("pin") } : null,
        };

    /// <summary>A tree as JSON again, for what only its own metadata can bind.</summary>
    public static ReadOnlyMemory<byte> Json(SettingNode tree)
    {
        ArrayBufferWriter<byte> utf8 = new();
        using Utf8JsonWriter writer = new(utf8);
        Write(writer, tree);
        writer.Flush();
        return utf8.WrittenMemory;
    }

    /// <summary>What C# set, as a layer like the others; null when it set nothing, which costs nothing.</summary>
    public static SettingNode? Tree(StevedoreSettings? code, SettingFaults faults) =>
        code is null || IsEmpty(code)
            ? null
            : JsonText.Read(JsonSerializer.SerializeToUtf8Bytes(code, SettingsJson.Bound.StevedoreSettings), _ => Origin.Code, faults);

    private static bool IsEmpty(StevedoreSettings code) =>
        code is { Platforms: null, Images: null, Registries: null, Tags: null, Push: null }
        && code is { Attestations: null, Builder: null, Definitions: null };

    private static ImageSettings Image(SettingNode node) =>
        new()
        {
            Context = node.TextOf("context"),
            Dockerfile = node.TextOf("dockerfile"),
            Target = node.TextOf("target"),
            Args = node.TextMapOf("args"),
            Contexts = node.TextMapOf("contexts"),
            Repository = node.TextOf("repository"),
            TagPrefix = node.TextOf("tagPrefix"),
            Container = node.TextOf("container"),
            Platforms = node.TextsOf("platforms"),
            Registries = node.TextsOf("registries"),
            Secrets = node.TextMapOf("secrets"),
            Ssh = node.TextsOf("ssh"),
            Cache = node.TextOf("cache"),
            Attestations = Attestations(node["attestations"]),
        };

    private static BuilderSettings Builder(SettingNode node) =>
        new()
        {
            Driver = node.TextOf("driver"),
            Name = node.TextOf("name"),
            Image = node.TextOf("image"),
            Options = node.TextMapOf("options"),
            Config = node.TextOf("config"),
            Nodes = node.TextsOf("nodes"),
            Emulation = node.TextOf("emulation"),
            EmulationImage = node.TextOf("emulationImage"),
        };

    private static TagSettings Tag(SettingNode node) => node.Value is { } tag ? new(tag) : new(node.TextOf("tag")!, node.TextOf("on"));

    private static AttestationSettings? Attestations(SettingNode? node) =>
        node is null ? null : new() { Provenance = node.TextOf("provenance"), Sbom = node.FlagOf("sbom") };

    private static void Write(Utf8JsonWriter writer, SettingNode node)
    {
        switch (node.Kind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var (key, child) in node.Keys)
                {
                    writer.WritePropertyName(key);
                    Write(writer, child);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in node.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(node.Value);
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(node.Value!);
                break;
            default:
                writer.WriteBooleanValue(node.Kind == JsonValueKind.True);
                break;
        }
    }
}
