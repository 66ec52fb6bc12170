using System.Text.Json;
using Stevedore.Planning;
using Stevedore.Planning.Dockerfiles;
using Stevedore.Settings;
using Stevedore.Source;

namespace Stevedore.Shipping;

/// <summary>The files of the repository that a plan depends on.</summary>
internal static class WorkspaceFiles
{
    /// <summary>Every image's Dockerfile, each file read and parsed once.</summary>
    /// <exception cref="StevedoreException">Contexts or Dockerfiles are missing; all of them are named.</exception>
    public static Dictionary<string, Dockerfile> Dockerfiles(string root, ResolvedSettings settings)
    {
        var faults = new List<string>();
        var files = new Dictionary<string, Dockerfile>(StringComparer.Ordinal);
        var found = new Dictionary<string, Dockerfile>(StringComparer.Ordinal);
        foreach (var (name, image) in settings.Values.Images!)
        {
            var context = Path.Combine(root, image.Context!);
            var dockerfile = Path.Combine(context, image.Dockerfile!);
            if (!Directory.Exists(context))
            {
                faults.Add(
                    $"images.{name}.context is '{image.Context}' ({settings.SourceOf($"images.{name}.context")}), and there is no such folder"
                );
            }
            else if (!Path.Exists(dockerfile))
            {
                faults.Add(
                    $"images.{name}.dockerfile is '{image.Dockerfile}' ({settings.SourceOf($"images.{name}.dockerfile")}), and there is no such file in {image.Context}"
                );
            }
            else
            {
                var path = Path.GetFullPath(dockerfile);
                found[name] = files.TryGetValue(path, out var parsed) ? parsed : files[path] = Dockerfile.Parse(WrittenFile.Text(path)!);
            }
        }

        return faults.Count == 0
            ? found
            : throw new StevedoreException(
                "Cannot build",
                string.Join("; ", faults),
                "Correct the paths; they are relative to the repository."
            );
    }

    /// <summary>What each image is built from that is no part of the tree of the commit, by the image's name.</summary>
    public static Dictionary<string, ImmutableArray<ForeignFolder>> Foreign(ResolvedSettings settings, GitTree tree)
    {
        var known = new Dictionary<string, ForeignFolder?>(StringComparer.Ordinal);
        return settings.Values.Images!.ToDictionary(
            image => image.Key,
            image => Paths(image.Value).Select(Look).OfType<ForeignFolder>().ToImmutableArray(),
            StringComparer.Ordinal
        );

        ForeignFolder? Look(string path) => known.TryGetValue(path, out var found) ? found : known[path] = tree.Foreign(path);
    }

    private static IEnumerable<string> Paths(ImageSettings image) =>
        (image.Contexts ?? [])
            .Values.Select(BuildContexts.Folder)
            .OfType<string>()
            .Prepend(Path.Combine(image.Context!, image.Dockerfile!))
            .Prepend(image.Context!)
            .Distinct();

    /// <summary>The images that the imageDetail.json of each CodePipeline ECR source names, by the artifact's name; null outside its pipeline.</summary>
    /// <remarks><see href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECR.html"/></remarks>
    public static Dictionary<string, string?> Artifacts(ResolvedSettings settings, IReadOnlyDictionary<string, string> environment) =>
        settings
            .Values.Images!.Values.SelectMany(image => (image.Contexts ?? []).Values)
            .Where(context => context.StartsWith(ImageBases.Artifact, StringComparison.Ordinal))
            .Select(context => context[ImageBases.Artifact.Length..])
            .Distinct()
            .ToDictionary(name => name, name => ImageOf(name, environment), StringComparer.Ordinal);

    /// <summary>Nothing says what image a source has chosen.</summary>
    public static StevedoreException NoArtifact(string artifact) => NoArtifact(artifact, $"{Variable(artifact)} is not set");

    private static StevedoreException NoArtifact(string artifact, string why) =>
        new(
            $"Cannot use the context artifact:{artifact}",
            why,
            $"Add an ECR source with the output artifact {artifact} to the pipeline, and name it as an input of the build action."
        );

    private static string Variable(string artifact) => $"CODEBUILD_SRC_DIR_{artifact}";

    /// <summary>Says the digest of an artifact's image by itself, as pipelines of this package do.</summary>
    public static string DigestVariable(string artifact) => $"STEVEDORE_DIGEST_{artifact}";

    private static string? ImageOf(string artifact, IReadOnlyDictionary<string, string> environment)
    {
        if (environment.GetValueOrDefault(Variable(artifact)) is not { Length: > 0 } folder)
        {
            return null;
        }

        var file = Path.Combine(folder, "imageDetail.json");
        if (!File.Exists(file))
        {
            throw NoArtifact(artifact, $"there is no file {file}");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var image = document.RootElement.GetProperty("ImageURI").GetString() ?? throw new JsonException("ImageURI is null");
            return
                environment.GetValueOrDefault(DigestVariable(artifact)) is { Length: > 0 } digest
                && !image.EndsWith($"@{digest}", StringComparison.Ordinal)
                ? throw new StevedoreException(
                    $"Cannot use the context artifact:{artifact}",
                    $"{file} names {OutsideText.Line(image, 200)}, and the execution of the pipeline names {OutsideText.Line(digest, 80)}",
                    "Somebody has replaced the artifact: look at who may write to the bucket of the pipeline's artifacts, and release the change again."
                )
                : image;
        }
        catch (Exception cause) when (cause is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new StevedoreException(
                $"Cannot use the context artifact:{artifact}",
                $"{file} is not the imageDetail.json of an ECR source: it has no ImageURI",
                "Check the source action of the pipeline.",
                cause
            );
        }
    }
}
