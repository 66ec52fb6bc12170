using System.Text.Json;
using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Releases;

/// <summary>The digests that output files of earlier runs hold, by reference.</summary>
internal static class RecordedDigests
{
    /// <summary>Empty when there are no such files: each run deletes what an earlier one wrote.</summary>
    /// <exception cref="StevedoreException">A file is not what Stevedore wrote.</exception>
    public static ImmutableDictionary<string, Digest> In(OutputFolder outputs) =>
        // metadata.json is of the push itself, and holds only what that had to build; release.json holds every image.
        Read(outputs.Path(OutputFiles.Release), OfRelease).SetItems(Read(outputs.Path(OutputFiles.Metadata), OfMetadata));

    /// <summary>The image with the commit's tag that it was pushed under: where it followed its bases, that names one of them.</summary>
    public static ImagePlan AsPushed(ImagePlan image, ImmutableDictionary<string, Digest> recorded)
    {
        ImmutableArray<string> planned = [.. image.Destinations.Select(place => place.Reference.At(image.CommitTag))];
        if (planned.Any(recorded.ContainsKey))
        {
            return image;
        }

        var tag = recorded
            .Keys.Where(reference => planned.Any(one => NamesBase(reference, one)))
            .Select(reference => ImageTag.Parse(reference[(reference.LastIndexOf(':') + 1)..]))
            .Except(image.MovingTags)
            .MinBy(tag => tag.Value, StringComparer.Ordinal);
        return tag is null
            ? image
            : image with
            {
                CommitTag = tag,
                Reference = image.Reference is { } home ? home[..^image.CommitTag.Value.Length] + tag : null,
            };
    }

    private static bool NamesBase(string reference, string planned) =>
        reference.StartsWith($"{planned}-", StringComparison.Ordinal)
        && reference.Length == planned.Length + 9
        && reference.Skip(planned.Length + 1).All(char.IsAsciiHexDigitLower);

    private static ImmutableDictionary<string, Digest> Read(
        string path,
        Func<JsonElement, IEnumerable<KeyValuePair<string, Digest>>> references
    )
    {
        if (WrittenFile.Bytes(path) is not { } content)
        {
            return ImmutableDictionary<string, Digest>.Empty;
        }

        try
        {
            using var document = JsonDocument.Parse(content);
            return ImmutableDictionary<string, Digest>.Empty.SetItems(references(document.RootElement));
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new StevedoreException($"Cannot read {path}", "it is not what Stevedore writes there", "Delete it and run Ship.", cause);
        }
    }

    private static IEnumerable<KeyValuePair<string, Digest>> OfMetadata(JsonElement root) =>
        from target in root.EnumerateObject()
        where target.Value.ValueKind == JsonValueKind.Object && target.Value.TryGetProperty("image.name", out _)
        from reference in Text(target.Value, "image.name").Split(',')
        select KeyValuePair.Create(reference, DigestOf(target.Value, "containerimage.digest"));

    private static IEnumerable<KeyValuePair<string, Digest>> OfRelease(JsonElement root) =>
        from image in root.GetProperty("images").EnumerateObject()
        from registry in image.Value.GetProperty("registries").EnumerateObject()
        from tag in registry.Value.GetProperty("tags").EnumerateArray()
        select KeyValuePair.Create($"{Text(registry.Value, "repository")}:{tag.GetString()}", DigestOf(registry.Value, "digest"));

    private static Digest DigestOf(JsonElement element, string key) =>
        Digest.TryParse(Text(element, key)) ?? throw new JsonException($"{key} is no digest");

    private static string Text(JsonElement element, string key) =>
        element.GetProperty(key).GetString() ?? throw new JsonException($"{key} is null");
}
