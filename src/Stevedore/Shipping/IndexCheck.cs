using Stevedore.Images;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>Whether docker takes from an index what is read of it here. Pure.</summary>
internal static class IndexCheck
{
    /// <exception cref="StevedoreException">It may take another manifest.</exception>
    /// <param name="reference">Where it was read, for messages.</param>
    public static void Verify(ManifestContent content, string reference)
    {
        if ((Unreadable(content) ?? Twice(content)) is { } fault)
        {
            throw new StevedoreException(
                $"The image {reference} is not what docker would take",
                fault,
                "Whoever pulls it may get another image: delete what is there, or take away its tag, and run again."
            );
        }
    }

    // Docker takes what names no platform for any, and leaves out parts that are empty.
    private static string? Unreadable(ManifestContent content) =>
        content.Manifests.FirstOrDefault(manifest => manifest.Platform is null) is { } odd
            ? $"its index lists {odd.Digest} for no platform that can be read"
            : null;

    // Docker takes the first.
    private static string? Twice(ManifestContent content) =>
        content
            .Images.GroupBy(image => image.Platform.Normalized, image => image.Manifest.Digest)
            .Select(of => (Platform: of.Key, Digests: of.ToArray()))
            .FirstOrDefault(of => of.Digests.Length > 1)
            is { Platform: { } platform, Digests: [var first, var second, ..] }
            ? $"its index lists {first} and {second}, both for {platform}"
            : null;
}
