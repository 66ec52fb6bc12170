using System.Text.Json;
using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>What the configuration of an image for one platform says.</summary>
/// <remarks><see href="https://github.com/opencontainers/image-spec/blob/main/config.md"/></remarks>
/// <param name="Platform">Null when it names none.</param>
/// <param name="Labels">The labels of its Dockerfile and of its build.</param>
internal sealed record ImageConfiguration(Platform? Platform, ImmutableDictionary<string, string> Labels)
{
    /// <summary>What is known of an image that has no configuration.</summary>
    public static ImageConfiguration None { get; } = new(null, ImmutableDictionary<string, string>.Empty);

    /// <param name="content">The blob.</param>
    /// <param name="reference">Where it was read, for messages.</param>
    /// <exception cref="RegistryException">The bytes are no configuration.</exception>
    public static ImageConfiguration Parse(ReadOnlyMemory<byte> content, string reference)
    {
        try
        {
            using var document = RegistryJson.Parse(content);
            var root = document.RootElement;
            RegistryJson.Exact(root, "os", "architecture", "variant", "config");
            return new(root.TryGetProperty("os", out _) ? ManifestContent.Platformed(root) : null, Labelled(root));
        }
        catch (Exception cause) when (RegistryFaults.IsUnreadable(cause))
        {
            throw RegistryFaults.Unreadable($"Cannot read {reference}", "an image configuration", cause);
        }
    }

    private static ImmutableDictionary<string, string> Labelled(JsonElement root)
    {
        if (!root.TryGetProperty("config", out var config) || config.ValueKind == JsonValueKind.Null)
        {
            return None.Labels;
        }

        RegistryJson.Exact(config, nameof(Labels));
        return config.TryGetProperty(nameof(Labels), out var labels) && labels.ValueKind == JsonValueKind.Object
            ? labels.EnumerateObject().ToImmutableDictionary(label => label.Name, label => label.Value.GetString() ?? "")
            : None.Labels;
    }
}
