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
            throw Fault(reference, fault);
        }
    }

    private static StevedoreException Fault(string reference, string why) =>
        new(
            $"The image {reference} is not what docker would take",
            why,
            "Whoever pulls it may get another image: delete what is there, or take away its tag, and run again."
        );

    /// <summary>An image that is listed for no platform: docker may take it for any.</summary>
    public static StevedoreException OfNoPlatform(Descriptor manifest, string reference) =>
        Fault(reference, $"its index lists {manifest.Digest} for no platform that can be read");

    // Docker leaves out parts that are empty.
    private static string? Unreadable(ManifestContent content) =>
        content.Manifests.FirstOrDefault(manifest => manifest is { Platform: null, NamesNoPlatform: false }) is { } odd
            ? $"its index lists {odd.Digest} for no platform that can be read"
            : null;

    // Docker takes the first. Of an image of Windows it takes that of its own version; elsewhere it looks at no version.
    private static string? Twice(ManifestContent content) =>
        content
            .Images.GroupBy(
                image =>
                    (
                        Platform: image.Platform.Normalized,
                        Edition: image.Platform.OperatingSystem is "windows" ? image.Manifest.Edition : ""
                    ),
                image => image.Manifest.Digest
            )
            .Select(of => (of.Key.Platform, Digests: of.ToArray()))
            .FirstOrDefault(of => of.Digests.Length > 1)
            is { Platform: { } platform, Digests: [var first, var second, ..] }
            ? $"its index lists {first} and {second}, both for {platform}"
            : null;
}
