using System.Text.Json;
using Stevedore.Planning;
using Stevedore.Planning.Dockerfiles;
using Stevedore.Settings;
using Stevedore.Shipping;
using Stevedore.Source;
using Stevedore.Terminal;

namespace Stevedore.Planning;

/// <summary>The plan for programs.</summary>
internal static class PlanJson
{
    /// <summary>One JSON object.</summary>
    public static byte[] Render(ShipPlan plan, ResolvedSettings settings)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OutputJson.Readable))
        {
            json.WriteStartObject();
            json.WriteString("commit", plan.Source.Commit);
            json.WriteBoolean("dirty", plan.Source.IsDirty);
            json.WriteString("branch", plan.Source.Branch);
            json.WriteString("tag", plan.Source.GitTag);
            Strings(json, "gitTags", plan.Source.GitTags);
            json.WriteString("refusal", plan.Refusal?.Why);
            json.WriteStartObject("images");
            foreach (var image in plan.Images)
            {
                Image(json, image);
            }

            json.WriteEndObject();
            json.WriteString("trust", ShipPlan.Trust);
            json.WriteStartObject("settings");
            foreach (var (path, source) in settings.Sources.OrderBy(setting => setting.Key, StringComparer.Ordinal))
            {
                json.WriteString(path, source.Text);
            }

            json.WriteEndObject();
            Strings(json, "notes", plan.Notes);
            Strings(json, "warnings", plan.Warnings);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Image(Utf8JsonWriter json, ImagePlan image)
    {
        json.WriteStartObject(image.Name.Value);
        json.WriteBoolean("shipped", image.IsShipped);
        json.WriteString("context", image.Context);
        json.WriteString("dockerfile", image.Dockerfile);
        json.WriteString("target", image.Target);
        json.WriteString("container", image.Container);
        json.WriteString("base", image.Base?.Name);
        json.WriteStartObject("cache");
        json.WriteString("kind", image.Cache.ToString().ToLowerInvariant());
        json.WriteString("registry", image.CacheRepository?.Registry);
        json.WriteString("repository", image.CacheRepository?.Reference.Name);
        json.WriteEndObject();
        Strings(json, "pulls", image.Foreign.Select(foreign => foreign.Name));
        Strings(json, "platforms", image.Platforms.Select(platform => platform.ToString()));
        json.WriteString("platformsWhy", image.PlatformsWhy);
        Strings(json, "tags", image.MovingTags.Prepend(image.CommitTag).Select(tag => tag.Value));
        json.WriteStartObject("labels");
        foreach (var (key, value) in image.Labels)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
        json.WriteStartObject("registries");
        foreach (var destination in image.Destinations)
        {
            json.WriteStartObject(destination.Registry);
            json.WriteString("repository", destination.Reference.Name);
            Strings(json, "references", image.MovingTags.Prepend(image.CommitTag).Select(destination.Reference.At));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
