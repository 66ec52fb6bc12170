using System.Text.Json;
using Stevedore.Images;

namespace Stevedore.Releases;

/// <summary>What was shipped, read back from its <c>release.json</c>.</summary>
/// <param name="Commit">Null when it was shipped without one.</param>
/// <param name="IsDirty">Whether the tree differed from the commit.</param>
/// <param name="Source">Where the source is, without credentials; null when unknown.</param>
/// <param name="Images">In the order of the plan.</param>
public sealed record Release(string? Commit, bool IsDirty, string? Source, ImmutableArray<ReleasedImage> Images)
{
    /// <summary>The form of the file. A later one may say what this version cannot read.</summary>
    public const int FormatVersion = 1;

    /// <summary>Reads a file of any version up to this one's.</summary>
    /// <param name="content">Of <c>release.json</c>.</param>
    /// <param name="name">As messages show it.</param>
    /// <exception cref="StevedoreException">It is none, or of a later version.</exception>
    public static Release Read(ReadOnlyMemory<byte> content, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            return root.TryGetProperty("formatVersion", out var version) && version.GetInt32() > FormatVersion
                ? throw new StevedoreException(
                    $"Cannot read {name}",
                    Invariant($"a newer Stevedore wrote it, in form {version.GetInt32()}, and this one reads form {FormatVersion}"),
                    "Update this one: `stevedore update`, or the pin of the build that deploys."
                )
                : new(
                    Text(root, "commit"),
                    root.GetProperty("dirty").GetBoolean(),
                    Text(root, "source"),
                    [.. root.GetProperty("images").EnumerateObject().Select(image => Image(name, image.Name, image.Value))]
                );
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new StevedoreException(
                $"Cannot read {name}",
                "it is not a release that Stevedore wrote",
                "Name the release.json of a run of Ship with --release.",
                cause
            );
        }
    }

    private static ReleasedImage Image(string file, string name, JsonElement image) =>
        new(
            ImageName.TryParse(name) ?? throw new FormatException("no image is called so"),
            Text(image, "container"),
            DigestOf(image),
            image
                .GetProperty("platforms")
                .EnumerateObject()
                .ToImmutableDictionary(platform => platform.Name, platform => ParseDigest(platform.Value), StringComparer.Ordinal),
            image
                .GetProperty("registries")
                .EnumerateObject()
                .Select(registry =>
                    Other(registry.Value, DigestOf(image)) is { } other
                        ? throw new StevedoreException(
                            $"Cannot read {file}",
                            $"the image '{name}' is {DigestOf(image)}, and its registry '{registry.Name}' is said to hold {other}",
                            "Name the release.json of a run of Ship, as it was written, with --release."
                        )
                        : Place(registry.Name, registry.Value)
                )
                .ToImmutableArray()
                is { IsEmpty: false } places
                ? places
                : throw new FormatException("no registry holds it")
        );

    // The digest that a registry is said to hold, where that is not the image's own.
    private static Digest? Other(JsonElement place, Digest digest) =>
        place.TryGetProperty("digest", out var held) && ParseDigest(held) is var other && other != digest ? other : null;

    private static ReleasedPlace Place(string registry, JsonElement place) =>
        new(
            registry,
            Repository(Text(place, "repository")),
            [
                .. place
                    .GetProperty("tags")
                    .EnumerateArray()
                    .Select(tag => ImageTag.TryParse(tag.GetString() ?? "") ?? throw new FormatException("a tag is none")),
            ]
        );

    private static ImageReference Repository(string? name) =>
        name is not null && BaseReference.Parse(name) is { } parsed && $"{parsed.Host}/{parsed.Repository}" == name
            ? new(parsed.Host, parsed.Repository)
            : throw new FormatException("a repository is none");

    private static Digest DigestOf(JsonElement element) => ParseDigest(element.GetProperty("digest"));

    private static Digest ParseDigest(JsonElement text) =>
        Digest.TryParse(text.GetString()) ?? throw new FormatException("a digest is none");

    private static string? Text(JsonElement element, string key) => element.GetProperty(key).GetString();
}

/// <summary>An image of a release.</summary>
/// <param name="Name">Its name in the settings.</param>
/// <param name="Container">Its container in the ECS task; null when it is not deployed.</param>
/// <param name="Digest">Of the manifest or index, the same everywhere.</param>
/// <param name="Platforms">The digest of each platform's manifest.</param>
/// <param name="Places">Every repository that holds it.</param>
public sealed record ReleasedImage(
    ImageName Name,
    string? Container,
    Digest Digest,
    ImmutableDictionary<string, Digest> Platforms,
    ImmutableArray<ReleasedPlace> Places
);

/// <summary>A repository that holds an image of a release.</summary>
/// <param name="Registry">The registry's name in the settings.</param>
/// <param name="Reference">The repository.</param>
/// <param name="Tags">The commit's tag before those that move.</param>
public sealed record ReleasedPlace(string Registry, ImageReference Reference, ImmutableArray<ImageTag> Tags);
