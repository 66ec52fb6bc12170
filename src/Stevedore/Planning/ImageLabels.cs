using System.Globalization;
using Stevedore.Images;
using Stevedore.Planning.Tags;
using Stevedore.Source;

namespace Stevedore.Planning;

/// <summary>The labels and annotations that say what an image was made from.</summary>
/// <remarks>https://github.com/opencontainers/image-spec/blob/main/annotations.md. Nothing here reads a clock: building twice gives the same.</remarks>
internal static class ImageLabels
{
    /// <summary>The label of the commit.</summary>
    public const string Revision = Prefix + "revision";

    private const string Prefix = "org.opencontainers.image.";
    private const string BaseName = Prefix + "base.name";
    private const string BaseDigest = Prefix + "base.digest";

    // The standard has a label for one base only. References with their digests, a blank between them.
    private const string Bases = "stevedore.bases";

    /// <summary>In this order, without those that nothing is known for.</summary>
    /// <param name="imageTitle">The image's name.</param>
    /// <param name="version">The version of what is inside; null leaves it out.</param>
    public static ImmutableArray<KeyValuePair<string, string>> For(SourceFacts source, string imageTitle, string? version = null) =>
        [
            .. Label(Revision, source is { Commit: { } commit, IsDirty: true } ? commit + TagPolicy.DirtySuffix : source.Commit),
            .. Label(Prefix + "source", source.Url),
            .. Label(Prefix + "version", version),
            .. Label(Prefix + "created", source.CommitDate?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            .. Label(Prefix + "title", imageTitle),
        ];

    /// <summary>The same labels, with the base image and all else that the image is made from.</summary>
    /// <param name="baseName">The base image's reference, as it was written; null for none.</param>
    /// <param name="baseDigest">Null while it is not known.</param>
    /// <param name="origins">Every image from elsewhere. Those whose digest is not known are left out.</param>
    public static ImmutableArray<KeyValuePair<string, string>> WithBases(
        ImmutableArray<KeyValuePair<string, string>> labels,
        string? baseName,
        Digest? baseDigest,
        IEnumerable<BaseImage> origins
    )
    {
        var others = origins.Where(origin => origin.Digest is not null && origin.Name != baseName).Select(origin => origin.Reference);
        return
        [
            .. labels.Where(label => label.Key is not (BaseName or BaseDigest or Bases)),
            .. Label(BaseName, baseName),
            .. Label(BaseDigest, baseDigest?.Value),
            .. Label(Bases, string.Join(' ', others) is { Length: > 0 } text ? text : null),
        ];
    }

    /// <summary>What labels say of what an image is made from, its base first. What is no reference with a digest is passed over.</summary>
    public static ImmutableArray<BaseImage> ReadBases(IReadOnlyDictionary<string, string> labels)
    {
        var references = labels.GetValueOrDefault(Bases, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var standsOn = ReadBase(labels);
        return [.. new[] { standsOn is { Digest: null } ? null : standsOn }.Concat(references.Select(Recorded)).OfType<BaseImage>()];
    }

    /// <summary>The base image that labels name; null for none.</summary>
    public static BaseImage? ReadBase(IReadOnlyDictionary<string, string> labels) =>
        labels.TryGetValue(BaseName, out var name) ? new(name, Digest.TryParse(labels.GetValueOrDefault(BaseDigest))) : null;

    private static BaseImage? Recorded(string reference) =>
        reference.LastIndexOf('@') is > 0 and var at && Digest.TryParse(reference[(at + 1)..]) is { } digest
            ? new(reference[..at], digest)
            : null;

    private static IEnumerable<KeyValuePair<string, string>> Label(string key, string? value) => value is null ? [] : [new(key, value)];
}
