using System.Text.Json;
using Stevedore.Images;
using Stevedore.Outputs;
using Stevedore.Planning;
using Stevedore.Source;

namespace Stevedore.Docker;

/// <summary>The plan in the words of <c>docker buildx bake</c>.</summary>
/// <remarks><see href="https://docs.docker.com/build/bake/reference/"/></remarks>
public static class BakeFile
{
    /// <summary>The file's bytes: the same plan gives the same bytes.</summary>
    public static byte[] Render(BakeRequest request)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OutputJson.Readable))
        {
            json.WriteStartObject();
            json.WriteStartObject("group");
            json.WriteStartObject("default");
            Strings(json, "targets", Targets(request).Select(image => image.Name.Value));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("target");
            foreach (var image in request.Plan.Images)
            {
                Target(json, image, request);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>The images that are built for their own sake.</summary>
    public static IEnumerable<ImagePlan> Targets(BakeRequest request) =>
        request.Plan.Shipped.Where(image => request.Images?.Contains(image.Name) ?? true);

    private static void Target(Utf8JsonWriter json, ImagePlan image, BakeRequest request)
    {
        json.WriteStartObject(image.Name.Value);
        json.WriteString("context", Plain(image.Context));
        json.WriteString("dockerfile", Plain(image.Dockerfile));
        if (image.Target is not null)
        {
            json.WriteString("target", Plain(image.Target));
        }

        Map(json, "args", [.. Epoch(request.Plan.Source), .. image.Arguments]);
        Map(json, "contexts", image.Contexts);
        Map(json, "labels", image.Labels);
        Strings(json, "platforms", Platforms(image, request).Select(platform => platform.ToString()));
        Strings(json, "secret", image.Secrets.Select(secret => Mount(image, secret, request)));
        Strings(json, "ssh", image.Ssh);
        Strings(json, "cache-from", BakeCache.From(image, request));
        Strings(json, "cache-to", BakeCache.To(image, request));
        Result(json, image, request);
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, ImagePlan image, BakeRequest request)
    {
        // A target that another one only stands on needs no result of its own.
        if (!Targets(request).Contains(image))
        {
            Strings(json, "output", ["type=cacheonly"]);
            return;
        }

        switch (request.Purpose)
        {
            case BuildPurpose.Push:
                Strings(json, "tags", image.Destinations.Select(destination => destination.Reference.At(image.CommitTag)));
                Strings(json, "output", [Pushed(request.Builder)]);
                if (request.Builder.IsComplete)
                {
                    Strings(json, "annotations", image.Labels.Select(label => $"{Level(image)}:{label.Key}={label.Value}"));
                    Strings(json, "attest", Attestations(image));
                }

                break;
            case BuildPurpose.Load:
                Strings(json, "tags", [$"{image.Name}:dev"]);
                Strings(json, "output", ["type=docker"]);
                Strings(json, "attest", ["type=provenance,disabled=true"]);
                break;
            default:
                Strings(json, "output", ["type=cacheonly"]);
                break;
        }
    }

    private static string Pushed(BuilderDecision builder) =>
        builder switch
        {
            { RewritesTimestamps: true } => "type=registry,rewrite-timestamp=true",
            // With the containerd store BuildKit pushes, and empty means true to it. From the word buildx before 0.22 takes it that the engine is to push
            // too, and that writes each platform's manifest to the tag, which an immutable tag refuses: https://github.com/docker/buildx/pull/3023.
            // Without the store, the engine neither unpacks what is only pushed nor keeps an image of every commit.
            { IsComplete: true } => "type=image,push=,store=false",
            _ => "type=registry",
        };

    // BuildKit then writes this time instead of the clock's: https://reproducible-builds.org/specs/source-date-epoch/
    private static IEnumerable<KeyValuePair<string, string>> Epoch(SourceFacts source) =>
        source.CommitDate is { } date ? [new("SOURCE_DATE_EPOCH", $"{date.ToUnixTimeSeconds()}")] : [];

    // Without attestations a single platform is pushed as a manifest, which has no index to annotate.
    private static string Level(ImagePlan image) =>
        image.Platforms.Length > 1 || image.Provenance is not null || image.Sbom ? "index,manifest" : "manifest";

    private static IEnumerable<string> Attestations(ImagePlan image)
    {
        yield return image.Provenance is null ? "type=provenance,disabled=true" : $"type=provenance,mode={image.Provenance}";
        if (image.Sbom)
        {
            yield return "type=sbom";
        }
    }

    private static IEnumerable<Platform> Platforms(ImagePlan image, BakeRequest request) =>
        request.Purpose == BuildPurpose.Load ? [request.Machine] : image.Platforms;

    private static string Mount(ImagePlan image, BuildSecret secret, BakeRequest request) =>
        secret.Source.StartsWith(BuildSecret.File, StringComparison.Ordinal)
            ? $"type=file,id={secret.Id},src={secret.Source[BuildSecret.File.Length..]}"
            : $"type=env,id={secret.Id},env={request.SecretVariables[$"{image.Name}/{secret.Id}"]}";

    private static void Map(Utf8JsonWriter json, string name, ImmutableArray<KeyValuePair<string, string>> entries)
    {
        if (entries.IsEmpty)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, value) in entries)
        {
            json.WriteString(key, Plain(value));
        }

        json.WriteEndObject();
    }

    // bake reads strings as templates of its own: ${HOME} would be a variable of the bake file, and an unknown one.
    private static string Plain(string value) =>
        value.Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal);

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        var list = values.ToArray();
        if (list.Length == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        Array.ForEach(list, value => json.WriteStringValue(Plain(value)));
        json.WriteEndArray();
    }
}
