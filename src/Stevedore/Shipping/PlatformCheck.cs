using Stevedore.Images;

namespace Stevedore.Shipping;

/// <summary>Whether an image is for the platforms that were asked for. Pure.</summary>
internal static class PlatformCheck
{
    /// <summary>Why it is not; null when it is.</summary>
    public static string? Fault(ImmutableArray<Platform> wanted, ImmutableArray<ImagePart> parts) =>
        parts is [{ Listed: null } single]
            ? OfSingle(wanted, single)
            : wanted.Select(platform => OfListed(platform, parts)).FirstOrDefault(fault => fault is not null);

    /// <summary>Which of them says that it is of another commit; null for none.</summary>
    public static string? OtherRevision(string revision, ImmutableArray<ImagePart> parts) =>
        parts.FirstOrDefault(part => part.Revision is not null && part.Revision != revision) is { } other
            ? $"{(other.Listed is null ? "its configuration" : $"its manifest for {other.Listed} ({other.Digest})")} is of commit {other.Revision}, not of {revision}"
            : null;

    private static string? OfSingle(ImmutableArray<Platform> wanted, ImagePart single) =>
        single.Platform is not { } platform ? $"it does not say which platform it is for, and should be for {Named(wanted)}"
        : wanted.Any(other => !other.IsSame(platform))
            ? $"it is for {platform} alone, not for {Named(wanted.Where(other => !other.IsSame(platform)))}"
        : null;

    private static string? OfListed(Platform wanted, ImmutableArray<ImagePart> parts)
    {
        var those = parts.Where(part => part.Listed!.IsSame(wanted)).ToImmutableArray();
        if (those.IsEmpty)
        {
            return $"it has no manifest for {wanted}, only for {Named(parts.Select(part => part.Listed!))}";
        }

        return those.FirstOrDefault(part => part.Platform?.IsSame(wanted) != true) is not { } other ? null
            : other.Platform is { } platform ? $"its manifest for {wanted} ({other.Digest}) says that it is for {platform}"
            : $"its manifest for {wanted} ({other.Digest}) does not say which platform it is for";
    }

    private static string Named(IEnumerable<Platform> platforms) =>
        string.Join(" and ", platforms) is { Length: > 0 } names ? names : "none";
}
