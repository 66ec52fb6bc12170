using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>Compares what is published with what it was made from, as that is now.</summary>
internal static class BaseState
{
    /// <summary>The first image that the published one has to be made from, and is not; null for none.</summary>
    /// <remarks>An image that may move counts only where it is to be followed: a commit that was shipped stays shipped.</remarks>
    public static BaseImage? Other(ImagePlan image, PublishedImage published) =>
        image.Origins.FirstOrDefault(origin =>
            origin.Digest is { } wanted && (origin.IsPinned || image.IsRefreshed) && published.MadeFrom(origin) != wanted
        );

    /// <summary>Why it is not made from the images of the run that it is to be built on; null when it is.</summary>
    /// <param name="bases">Those that it is built on and that are shipped, by name. Null for one that this run builds.</param>
    public static string? Stale(PublishedImage published, IReadOnlyDictionary<string, FoundImage?> bases) =>
        bases
            .Select(one => one.Value is { } found ? Stale(published, found) : $"this run builds '{one.Key}' again")
            .FirstOrDefault(why => why is not null);

    /// <summary>The first image that it is to be made from and that no registry has told; null for none.</summary>
    public static BaseImage? Unknown(ImagePlan image) => image.Origins.FirstOrDefault(origin => origin.Digest is null);

    /// <summary>Whether anything that may move is not what it was made from. What it does not say counts as moved.</summary>
    public static bool HasMoved(ImagePlan image, PublishedImage published) =>
        image.Origins.Any(origin => !origin.IsPinned && origin.Digest is { } now && published.MadeFrom(origin) != now);

    /// <summary>What has moved since it was built, each in words.</summary>
    public static IEnumerable<string> Moved(ImagePlan image, PublishedImage published) =>
        from origin in image.Foreign
        let then = published.MadeFrom(origin)
        where !origin.IsPinned && origin.Digest is not null && then is not null && then != origin.Digest
        select $"{origin.Name}, which '{image.Name}' was built from, has moved since: it was {then} and is {origin.Digest}. The commit is shipped all the "
            + "same; --refresh builds it again under a tag with {base:8}.";

    // Where it was built after the base, it names the base itself; where both were built together, what both were made from.
    private static string? Stale(PublishedImage published, FoundImage found)
    {
        if (found.References.Select(published.MadeFrom).FirstOrDefault(digest => digest is not null) is { } stoodOn)
        {
            return stoodOn == found.Digest ? null : $"it was built on '{found.Name}' as {stoodOn}, and that is {found.Digest}";
        }

        var other = found.Bases.FirstOrDefault(origin => published.MadeFrom(origin) is { } digest && digest != origin.Digest);
        return other is null
            ? null
            : $"it was built with {other.Key} as {published.MadeFrom(other)}, and '{found.Name}' with {other.Digest}";
    }
}
