using Stevedore.Releases;
using Stevedore.Terminal;

namespace Stevedore.CodeBuild.Targets;

/// <summary>What was shipped elsewhere, as its release.json says it.</summary>
internal static class ReleaseTable
{
    /// <summary>A row for each image and registry.</summary>
    public static IEnumerable<string> Render(Release release) =>
        TextTable.Render([
            (string[])["image", "reference", "digest"],
            .. from image in release.Images
            from place in image.Places
            select (IReadOnlyList<string>)
                [image.Name.Value, place.Tags is [var tag, ..] ? place.Reference.At(tag) : $"{place.Reference}", image.Digest.Value],
        ]);
}
