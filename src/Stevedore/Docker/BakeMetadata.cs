using System.Text.Json;
using Stevedore.Images;

namespace Stevedore.Docker;

/// <summary>What a bake reports in its metadata file.</summary>
internal static class BakeMetadata
{
    /// <summary>The digest that was pushed for each target: an index's where there are several platforms or attestations.</summary>
    /// <exception cref="StevedoreException">The text is no metadata, or a target in it has no digest.</exception>
    public static ImmutableDictionary<string, Digest> Digests(ReadOnlyMemory<byte> content, string fileName)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document
                .RootElement.EnumerateObject()
                .Where(target =>
                    target.Value.ValueKind == JsonValueKind.Object && target.Value.TryGetProperty("containerimage.digest", out _)
                )
                .ToImmutableDictionary(
                    target => target.Name,
                    target => Digest.Parse(target.Value.GetProperty("containerimage.digest").GetString() ?? "")
                );
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw new StevedoreException(
                $"Cannot read {fileName}",
                "it is not the JSON that docker buildx bake writes",
                "Delete it and run Ship again.",
                cause
            );
        }
    }
}
