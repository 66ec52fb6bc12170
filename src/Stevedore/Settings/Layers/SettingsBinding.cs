using System.Buffers;
using System.Text.Json;
using Stevedore.Settings.Shapes;

namespace Stevedore.Settings.Layers;

/// <summary>Between trees and the types of the settings.</summary>
internal static class SettingsBinding
{
    /// <summary>The tree must have been checked.</summary>
    public static StevedoreSettings Bind(SettingNode tree)
    {
        ArrayBufferWriter<byte> utf8 = new(4096);
        using (Utf8JsonWriter writer = new(utf8))
        {
            Write(writer, tree);
        }

        return JsonSerializer.Deserialize(utf8.WrittenSpan, SettingsJson.Bound.StevedoreSettings)!;
    }

    /// <summary>What C# set, as a layer like the others.</summary>
    public static SettingNode? Tree(StevedoreSettings? code, SettingFaults faults) =>
        code is null
            ? null
            : JsonText.Read(JsonSerializer.SerializeToUtf8Bytes(code, SettingsJson.Bound.StevedoreSettings), _ => Origin.Code, faults);

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
