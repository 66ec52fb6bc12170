using System.Text.Json;
using Stevedore.Planning;

namespace Stevedore.Docker;

/// <summary>What becomes of a target: where it goes, under which tags, and what is attached to it.</summary>
internal static class BakeOutput
{
    private const string Nowhere = "type=cacheonly";

    /// <summary>The keys of a target that say so.</summary>
    public static void Write(Utf8JsonWriter json, ImagePlan image, BakeRequest request)
    {
        switch (request.Purpose)
        {
            // A target that another one only stands on needs no result of its own.
            case var _ when !BakeFile.Targets(request).Contains(image):
            case BuildPurpose.Check:
                Discard(json);
                break;
            case BuildPurpose.Load:
                json.Strings("tags", [$"{image.Name}:dev"]);
                json.Strings("output", [string.Join(',', ["type=docker", .. Time(image)])]);
                json.Strings("attest", ["type=provenance,disabled=true"]);
                break;
            default:
                Push(json, image, request.Builder);
                break;
        }
    }

    /// <summary>A target that is built for its layers alone.</summary>
    public static void Discard(Utf8JsonWriter json) => json.Strings("output", [Nowhere]);

    private static void Push(Utf8JsonWriter json, ImagePlan image, BuilderDecision builder)
    {
        json.Strings("tags", image.Destinations.Select(destination => destination.Reference.At(image.CommitTag)));
        json.Strings("output", [string.Join(',', Pushed(image, builder))]);
        if (builder.IsComplete)
        {
            json.Strings(
                "annotations",
                image.Labels.SelectMany(label => Levels(image).Select(level => $"{level}:{label.Key}={label.Value}"))
            );
            json.Strings("attest", Attestations(image));
        }
    }

    private static IEnumerable<string> Pushed(ImagePlan image, BuilderDecision builder) =>
        builder switch
        {
            { RewritesTimestamps: true } when image.Epoch is not null => ["type=registry", "rewrite-timestamp=true", .. Time(image)],
            { RewritesTimestamps: true } => ["type=registry"],
            // With the containerd store BuildKit pushes, and empty means true to it. From the word buildx before 0.22 takes it that the engine is to push
            // too, and that writes each platform's manifest to the tag, which an immutable tag refuses: https://github.com/docker/buildx/pull/3023.
            // Without the store, the engine neither unpacks what is only pushed nor keeps an image of every commit, and takes no time.
            { IsComplete: true } => ["type=image", "push=", "store=false", .. Time(image)],
            _ => ["type=registry"],
        };

    // Here and not as a build argument, which BuildKit counts among what a step is made from: no step would be found in a cache by the next commit.
    private static IEnumerable<string> Time(ImagePlan image) => image.Epoch is { } epoch ? [Invariant($"source-date-epoch={epoch}")] : [];

    // Without attestations a single platform is pushed as a manifest, which has no index to annotate. One entry each: buildx before 0.16 knows no lists.
    private static IEnumerable<string> Levels(ImagePlan image) =>
        image.Platforms.Length > 1 || image.Provenance is not null || image.Sbom ? ["index", "manifest"] : ["manifest"];

    private static IEnumerable<string> Attestations(ImagePlan image)
    {
        yield return image.Provenance is null ? "type=provenance,disabled=true" : $"type=provenance,mode={image.Provenance}";
        if (image.Sbom)
        {
            yield return "type=sbom";
        }
    }
}
