using System.Globalization;
using Stevedore.Images;
using Stevedore.Planning.Tags;
using Stevedore.Source;

namespace Stevedore.Planning;

/// <summary>The labels and annotations that say what an image was made from.</summary>
/// <remarks>https://github.com/opencontainers/image-spec/blob/main/annotations.md. Nothing here reads a clock: building twice gives the same.</remarks>
public static class ImageLabels
{
    /// <summary>The label of the commit.</summary>
    public const string Revision = Prefix + "revision";

    /// <summary>The label of the base image's digest.</summary>
    public const string BaseDigest = Prefix + "base.digest";

    private const string Prefix = "org.opencontainers.image.";

    /// <summary>In this order, without those that nothing is known for.</summary>
    /// <param name="imageTitle">The image's name.</param>
    /// <param name="version">The version of what is inside; null leaves it out.</param>
    /// <param name="baseName">The base image's reference, as it was written.</param>
    public static ImmutableArray<KeyValuePair<string, string>> For(
        SourceFacts source,
        string imageTitle,
        string? version = null,
        string? baseName = null,
        Digest? baseDigest = null
    ) =>
        [
            .. Label(Revision, source is { Commit: { } commit, IsDirty: true } ? commit + TagPolicy.DirtySuffix : source.Commit),
            .. Label(Prefix + "source", source.Url),
            .. Label(Prefix + "version", version),
            .. Label(Prefix + "created", source.CommitDate?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            .. Label(Prefix + "title", imageTitle),
            .. Label(Prefix + "base.name", baseName),
            .. Label(BaseDigest, baseDigest?.Value),
        ];

    private static IEnumerable<KeyValuePair<string, string>> Label(string key, string? value) => value is null ? [] : [new(key, value)];
}
