using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Source;

namespace Stevedore.Shipping;

/// <summary>Decides what is left to do from what the registries hold already.</summary>
public static class ShipDecisions
{
    private static readonly ImmutableDictionary<string, FoundImage?> NoBases = ImmutableDictionary<string, FoundImage?>.Empty;

    /// <param name="image">The image.</param>
    /// <param name="source">What is being built.</param>
    /// <param name="presences">One for each destination of the image.</param>
    /// <param name="rebuild">Whether to build what is there.</param>
    /// <param name="bases">The shipped images of this run that it is built on, by name. Null for one that this run builds.</param>
    /// <exception cref="StevedoreException">An immutable tag is in the way of another digest, or platforms of this commit would be lost.</exception>
    public static ShipDecision Decide(
        ImagePlan image,
        SourceFacts source,
        ImmutableArray<Presence> presences,
        bool rebuild,
        IReadOnlyDictionary<string, FoundImage?>? bases = null
    )
    {
        var published = presences.Where(presence => presence.Published is not null).ToImmutableArray();
        if (published.IsEmpty || (rebuild && !IsBlocked(published)))
        {
            return Build(image, source, published);
        }

        // Where tags are immutable the digest is settled; what else has that tag, say from a push that was cut off, gets it too.
        var settled = published.Where(presence => presence.HasImmutableTags == true).ToImmutableArray();
        var leading = settled.IsEmpty ? published : settled;
        var stale = BaseState.Stale(leading[0].Published!, bases ?? NoBases);
        if (
            !rebuild
            && !source.IsDirty
            && (stale is null || IsBlocked(published))
            && leading.All(presence =>
                presence.Published!.Digest == leading[0].Published!.Digest && Fits(image, source, presence.Published)
            )
        )
        {
            ImmutableArray<Presence> others = [.. presences.Where(presence => presence.Published?.Digest != leading[0].Published!.Digest)];
            ShipDecision kept = others.IsEmpty
                ? new ShipDecision.Done(image, leading[0].Published!.Digest)
                : Copy(image, source, leading[0], others);
            return kept with { Note = Note(image, leading[0].Published!, stale) };
        }

        return IsBlocked(published) ? throw Blocked(image, source, published, rebuild) : Build(image, source, published);
    }

    /// <summary>Whether every registry has it, whatever may be overwritten there.</summary>
    public static bool IsDone(
        ImagePlan image,
        SourceFacts source,
        ImmutableArray<Presence> presences,
        bool rebuild,
        IReadOnlyDictionary<string, FoundImage?>? bases = null
    ) =>
        !rebuild
        && !source.IsDirty
        && presences.All(presence =>
            presence.Published is { } there
            && there.Digest == presences[0].Published!.Digest
            && Fits(image, source, there)
            && BaseState.Stale(there, bases ?? NoBases) is null
        );

    private static string? Note(ImagePlan image, PublishedImage published, string? stale)
    {
        var kept = stale is null ? null : $"'{image.Name}' stays as it is, since its tag cannot change, although {stale}.";
        return string.Join(' ', new[] { kept }.Concat(BaseState.Moved(image, published)).OfType<string>()) is { Length: > 0 } note
            ? note
            : null;
    }

    private static ShipDecision.Build Build(ImagePlan image, SourceFacts source, ImmutableArray<Presence> replaced) =>
        new(image) { Note = PlatformLoss.Of(image, source, image.CommitTag, image.Platforms, Held(replaced)) };

    private static ShipDecision.Copy Copy(ImagePlan image, SourceFacts source, Presence from, ImmutableArray<Presence> to)
    {
        _ = PlatformLoss.Of(image, source, image.CommitTag, from.Published!.Platforms ?? image.Platforms, Held(to));
        return new(image, from.Published.Digest, from.Destination, [.. to.Select(presence => presence.Destination)]);
    }

    private static IEnumerable<(Destination Place, PublishedImage There)> Held(ImmutableArray<Presence> presences) =>
        from presence in presences
        where presence.Published is not null
        select (presence.Destination, presence.Published);

    private static bool Fits(ImagePlan image, SourceFacts source, PublishedImage published) =>
        source.Commit is not null
        && published.Revision == source.Commit
        && published.Has(image.Platforms)
        && BaseState.Other(image, published) is null;

    private static string Other(ImagePlan image, PublishedImage there) =>
        BaseState.Other(image, there) is { } other
            ? $"{other.Key} as {there.MadeFrom(other)?.Value ?? "unknown"}, while that is now {other.Digest}"
            : "something else";

    private static bool IsBlocked(ImmutableArray<Presence> published) => published.Any(presence => presence.HasImmutableTags == true);

    private static StevedoreException Blocked(ImagePlan image, SourceFacts source, ImmutableArray<Presence> published, bool rebuild)
    {
        var digests = published
            .Where(presence => presence.HasImmutableTags == true)
            .Select(presence => presence.Published!.Digest)
            .Distinct()
            .ToImmutableArray();
        var fixedOne = published.First(presence => presence.HasImmutableTags == true);
        var there = fixedOne.Published!;
        var lacksPlatforms = !rebuild && source.Commit is not null && there.Revision == source.Commit && !there.Has(image.Platforms);
        var reason = true switch
        {
            _ when digests.Length > 1 =>
                $"the registries hold different digests under it ({string.Join(", ", published.Where(presence => presence.HasImmutableTags == true).Select(presence => $"{presence.Destination.Registry}: {presence.Published!.Digest}"))})",
            _ when rebuild => $"its repository has immutable tags, and it holds {there.Digest}",
            _ when source.Commit is null =>
                $"its repository has immutable tags, it holds {there.Digest}, and no commit is known to tell whether that is the same",
            _ when there.Revision != source.Commit =>
                $"its repository has immutable tags, and it holds {there.Digest} of commit {there.Revision ?? "unknown"}, not of {source.Commit}",
            _ when lacksPlatforms =>
                $"its repository has immutable tags, and what it holds, {there.Digest} with {string.Join(", ", there.Platforms!.Value)}, lacks {string.Join(", ", image.Platforms.Where(platform => !there.Has([platform])))}",
            _ => $"its repository has immutable tags, and it holds {there.Digest}, made from {Other(image, there)}",
        };
        return new($"Cannot push {fixedOne.Destination.Reference.At(image.CommitTag)}", reason, Advice());

        string Advice() =>
            digests.Length > 1 ? "Delete the tag where it is wrong, or commit again."
            : lacksPlatforms ? PlatformLoss.Advice(image.Platforms)
            : image is { IsRefreshed: true, Base: null, Under: null }
                ? "Commit again for a tag of its own: its last stage stands on no image, so that {base:8} cannot tell one build from the next."
            : "Commit again for a tag of its own, or put {base:8} into the tag so that a new base makes a new tag.";
    }
}
