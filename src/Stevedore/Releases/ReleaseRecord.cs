using System.Globalization;
using System.Text.Json;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Shipping;
using Stevedore.Terminal;

namespace Stevedore.Releases;

/// <summary>release.json: what was shipped, from which commit, where to, and on which bases.</summary>
internal static class ReleaseRecord
{
    /// <summary>The file's bytes.</summary>
    public static byte[] Render(ShipResult result)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OutputJson.Readable))
        {
            json.WriteStartObject();
            json.WriteNumber("formatVersion", Release.FormatVersion);
            Source(json, result);
            json.WriteStartObject("images");
            foreach (var image in result.Images)
            {
                Image(json, image);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.ToArray();
    }

    private static void Source(Utf8JsonWriter json, ShipResult result)
    {
        var source = result.Plan.Source;
        json.WriteString("commit", source.Commit);
        json.WriteBoolean("dirty", source.IsDirty);
        json.WriteString("branch", source.Branch);
        json.WriteString("tag", source.GitTag);
        json.WriteString("source", source.Url);
        json.WriteString("commitDate", source.CommitDate is { } date ? Time(date) : null);
        json.WriteStartObject("build");
        json.WriteString("id", source.BuildId);
        json.WriteString("number", source.Build);
        json.WriteEndObject();
    }

    private static void Image(Utf8JsonWriter json, ShippedImage shipped)
    {
        var image = shipped.Image;
        json.WriteStartObject(image.Name.Value);
        json.WriteString("digest", shipped.Digest.Value);
        json.WriteString("container", image.Container);
        json.WriteString("outcome", shipped.Outcome == ShipOutcome.Built ? "built" : "found");
        json.WriteStartObject("platforms");
        foreach (var (platform, digest) in shipped.Platforms)
        {
            json.WriteString(platform.ToString(), digest.Value);
        }

        json.WriteEndObject();
        Base(json, shipped.Base);
        Bases(json, shipped.Bases);
        json.WriteStartObject("registries");
        foreach (var destination in image.Destinations)
        {
            json.WriteStartObject(destination.Registry);
            json.WriteString("repository", destination.Reference.Name);
            json.WriteString("digest", shipped.Digest.Value);
            json.WriteStartArray("tags");
            foreach (var tag in image.MovingTags.Prepend(image.CommitTag))
            {
                json.WriteStringValue(tag.Value);
            }

            json.WriteEndArray();
            json.WriteString("since", shipped.Since.TryGetValue(destination.Registry, out var since) ? Time(since) : null);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Base(Utf8JsonWriter json, BaseImage? image)
    {
        if (image is null)
        {
            json.WriteNull("base");
            return;
        }

        json.WritePropertyName("base");
        Reference(json, image);
    }

    private static void Bases(Utf8JsonWriter json, ImmutableArray<BaseImage> images)
    {
        json.WriteStartArray("bases");
        foreach (var image in images)
        {
            Reference(json, image);
        }

        json.WriteEndArray();
    }

    private static void Reference(Utf8JsonWriter json, BaseImage image)
    {
        json.WriteStartObject();
        json.WriteString("name", image.Name);
        json.WriteString("digest", image.Digest?.Value);
        json.WriteEndObject();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
