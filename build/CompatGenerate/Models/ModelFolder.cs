using System.IO.Compression;
using System.Text.Json.Nodes;

namespace CompatGenerate.Models;

/// <summary>Botocore's data, <c>service/date/name.json</c>, compressed or not, and the folder of what it is too old to have.</summary>
internal sealed class ModelFolder(string models, string newer)
{
    /// <summary>The newest model of the service, with what is newer than it.</summary>
    public ServiceModel Read(string service)
    {
        var folder = Path.Combine(models, service);
        var newest = Directory.Exists(folder) ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal).LastOrDefault() : null;
        if (newest is null)
        {
            throw new ModelException(
                $"Cannot generate a client of {service}",
                $"{models} has no such service",
                "Name it as botocore does."
            );
        }

        var additions = Path.Combine(newer, $"{service}.json");
        var model = Json(Path.Combine(newest, "service-2"));
        var merged = File.Exists(additions) ? ModelMerge.Merge(model, Parse(File.ReadAllText(additions))) : model;
        return new ServiceModel(service, merged.AsObject(), Json(Path.Combine(newest, "endpoint-rule-set-1")).AsObject());
    }

    private static JsonNode Json(string path)
    {
        if (File.Exists(path + ".json"))
        {
            return Parse(File.ReadAllText(path + ".json"));
        }

        using var file = new StreamReader(new GZipStream(File.OpenRead(path + ".json.gz"), CompressionMode.Decompress));
        return Parse(file.ReadToEnd());
    }

    private static JsonNode Parse(string json) => JsonNode.Parse(json)!;
}
