using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Source;

namespace Stevedore.Shipping;

/// <summary>Decides what is left to do from what the registries hold already.</summary>
internal static class ShipDecisions
{
    private static readonly ImmutableDictionary<string, FoundImage?> NoBases = ImmutableDictionary<string, FoundImage?>.Empty;

    /// <summary>One for each image that was asked for, in the order of the plan, and the plan in which what is there already is not built again.</summary>
    /// <param name="tags">What registries hold, by the image's name.</param>
    /// <exception cref="StevedoreException">An immutable tag is in the way of another digest, or platforms of this commit would be lost.</exception>
    public static (ShipPlan Plan, ImmutableArray<DecidedImage> Images) For(
        ShipPlan plan,
        IReadOnlyDictionary<string, ExistingTags> tags,
        bool rebuild
    )
    {
        var decided = Each(plan, tags, Decided);
        var settled = plan.On(decided.Select(one => one.Found).OfType<FoundImage>().ToDictionary(one => one.Name, StringComparer.Ordinal));
        return (settled, [.. decided.Select(one => one.In(settled))]);

        ShipDecision Decided(ImagePlan image, ExistingTags there, IReadOnlyDictionary<string, FoundImage?> bases)
        {
            var decision = Decide(image, plan.Source, there.Commit, rebuild, bases);
            PlatformLoss.OfMovingTags(decision, plan.Source, there);
            return decision with { Note = Joined(decision.Note, Returned(decision, plan.Source, there)) };
        }
    }

    /// <summary>The images that not every registry has, or that may have to be built again: what may be overwritten where they go has to be known.</summary>
    public static ImmutableArray<ImagePlan> Open(ShipPlan plan, IReadOnlyDictionary<string, ExistingTags> tags, bool rebuild)
    {
        var decided = Each(
            plan,
            tags,
            (image, there, bases) =>
                IsDone(image, plan.Source, there.Commit, rebuild, bases)
                    ? new ShipDecision.Done(image, there.Commit[0].Image!.Digest)
                    : new ShipDecision.Build(image)
        );
        return [.. decided.Where(one => one.Decision is ShipDecision.Build).Select(one => one.Image)];
    }

    // In the order of the plan, in which an image comes after those that it is built on.
    private static ImmutableArray<DecidedImage> Each(
        ShipPlan plan,
        IReadOnlyDictionary<string, ExistingTags> tags,
        Func<ImagePlan, ExistingTags, IReadOnlyDictionary<string, FoundImage?>, ShipDecision> decide
    )
    {
        var decided = ImmutableArray.CreateBuilder<DecidedImage>();
        Dictionary<string, FoundImage?> found = new(StringComparer.Ordinal);
        foreach (var image in plan.Shipped)
        {
            var there = tags[image.Name.Value];
            var bases = image.Links.Where(found.ContainsKey).ToDictionary(link => link, link => found[link], StringComparer.Ordinal);
            decided.Add(DecidedImage.Of(decide(image, there, bases), there.Commit));
            found[image.Name.Value] = decided[^1].Found;
        }

        return decided.ToImmutable();
    }

    /// <param name="image">The image.</param>
    /// <param name="source">What is being built.</param>
    /// <param name="tags">One for each destination of the image.</param>
    /// <param name="rebuild">Whether to build what is there.</param>
    /// <param name="bases">The shipped images of this run that it is built on, by name. Null for one that this run builds.</param>
    /// <exception cref="StevedoreException">An immutable tag is in the way of another digest, or platforms of this commit would be lost.</exception>
    public static ShipDecision Decide(
        ImagePlan image,
        SourceFacts source,
        ImmutableArray<ExistingTag> tags,
        bool rebuild,
        IReadOnlyDictionary<string, FoundImage?>? bases = null
    )
    {
        var published = tags.Where(tag => tag.Image is not null).ToImmutableArray();
        if (published.IsEmpty || (rebuild && !IsBlocked(published)))
        {
            return Build(image, source, published);
        }

        // Where tags are immutable the digest is settled; what else has that tag, say from a push that was cut off, gets it too.
        var settled = published.Where(tag => tag.IsImmutable == true).ToImmutableArray();
        var leading = settled.IsEmpty ? published : settled;
        var stale = BaseState.Stale(leading[0].Image!, bases ?? NoBases);
        if (
            !rebuild
            && !source.IsDirty
            && (stale is null || IsBlocked(published))
            && leading.All(tag => tag.Image!.Digest == leading[0].Image!.Digest && Fits(image, source, tag.Image))
        )
        {
            ImmutableArray<ExistingTag> others = [.. tags.Where(tag => tag.Image?.Digest != leading[0].Image!.Digest)];
            ShipDecision kept = others.IsEmpty
                ? new ShipDecision.Done(image, leading[0].Image!.Digest)
                : Copy(image, source, leading[0], others);
            return kept with { Note = Note(image, leading[0].Image!, stale) };
        }

        return IsBlocked(published) ? throw Blocked(image, source, published, rebuild) : Build(image, source, published);
    }

    /// <summary>Whether every registry has it, whatever may be overwritten there.</summary>
    public static bool IsDone(
        ImagePlan image,
        SourceFacts source,
        ImmutableArray<ExistingTag> tags,
        bool rebuild,
        IReadOnlyDictionary<string, FoundImage?> bases
    ) =>
        !rebuild
        && !source.IsDirty
        && tags.All(tag =>
            tag.Image is { } there
            && there.Digest == tags[0].Image!.Digest
            && Fits(image, source, there)
            && BaseState.Stale(there, bases) is null
        );

    private static string? Note(ImagePlan image, PublishedImage published, string? stale)
    {
        var kept = stale is null ? null : $"'{image.Name}' stays as it is, since its tag cannot change, although {stale}.";
        return Joined([kept, .. BaseState.Moved(image, published)]);
    }

    // A commit that was refreshed has two images, and a run that is not asked to follow its bases releases the first.
    private static string? Returned(ShipDecision decision, SourceFacts source, ExistingTags tags) =>
        decision.Digest is not { } digest
            ? null
            : Joined(
                from tag in tags.Moving
                where tag.Image.Digest != digest && tag.Image.IsOf(source.Commit)
                select $"{tag.Place.Reference.At(tag.Tag)} is {tag.Image.Digest}, another build of this commit such as --refresh makes, and is set back to {digest}."
            );

    private static string? Joined(params IEnumerable<string?> notes) =>
        string.Join(' ', notes.OfType<string>()) is { Length: > 0 } note ? note : null;

    private static ShipDecision.Build Build(ImagePlan image, SourceFacts source, ImmutableArray<ExistingTag> replaced) =>
        new(image) { Note = PlatformLoss.Of(image, source, image.CommitTag, image.Platforms, Held(replaced)) };

    private static ShipDecision.Copy Copy(ImagePlan image, SourceFacts source, ExistingTag from, ImmutableArray<ExistingTag> to)
    {
        _ = PlatformLoss.Of(image, source, image.CommitTag, from.Image!.Platforms ?? image.Platforms, Held(to));
        return new(image, from.Image.Digest, from.Place, [.. to.Select(tag => tag.Place)]);
    }

    private static IEnumerable<(Destination Place, PublishedImage There)> Held(ImmutableArray<ExistingTag> tags) =>
        from tag in tags
        where tag.Image is not null
        select (tag.Place, tag.Image);

    private static bool Fits(ImagePlan image, SourceFacts source, PublishedImage published) =>
        published.IsOf(source.Commit) && published.Has(image.Platforms) && BaseState.Other(image, published) is null;

    private static string Other(ImagePlan image, PublishedImage there) =>
        BaseState.Other(image, there) is { } other
            ? $"{other.Key} as {there.MadeFrom(other)?.Value ?? "unknown"}, while that is now {other.Digest}"
            : "something else";

    private static bool IsBlocked(ImmutableArray<ExistingTag> published) => published.Any(tag => tag.IsImmutable == true);

    private static StevedoreException Blocked(ImagePlan image, SourceFacts source, ImmutableArray<ExistingTag> published, bool rebuild)
    {
        var digests = published.Where(tag => tag.IsImmutable == true).Select(tag => tag.Image!.Digest).Distinct().ToImmutableArray();
        var fixedOne = published.First(tag => tag.IsImmutable == true);
        var there = fixedOne.Image!;
        var lacksPlatforms = !rebuild && there.IsOf(source.Commit) && !there.Has(image.Platforms);
        var reason = true switch
        {
            _ when digests.Length > 1 =>
                $"the registries hold different digests under it ({string.Join(", ", published.Where(tag => tag.IsImmutable == true).Select(tag => $"{tag.Place.Registry}: {tag.Image!.Digest}"))})",
            _ when rebuild => $"its repository has immutable tags, and it holds {there.Digest}",
            _ when source.Commit is null =>
                $"its repository has immutable tags, it holds {there.Digest}, and no commit is known to tell whether that is the same",
            _ when !there.IsOf(source.Commit) =>
                $"its repository has immutable tags, and it holds {there.Digest} of commit {there.Revision ?? "unknown"}, not of {source.Commit}",
            _ when lacksPlatforms =>
                $"its repository has immutable tags, and what it holds, {there.Digest} with {string.Join(", ", there.Platforms!.Value)}, lacks {string.Join(", ", image.Platforms.Where(platform => !there.Has([platform])))}",
            _ => $"its repository has immutable tags, and it holds {there.Digest}, made from {Other(image, there)}",
        };
        return new($"Cannot push {fixedOne.Place.Reference.At(image.CommitTag)}", reason, Advice());

        string Advice() =>
            digests.Length > 1 ? "Delete the tag where it is wrong, or commit again."
            : lacksPlatforms ? PlatformLoss.Advice(image.Platforms)
            : image is { IsRefreshed: true, Base: null, Under: null }
                ? "Commit again for a tag of its own: its last stage stands on no image, so that {base:8} cannot tell one build from the next."
            : image.IsRefreshed
                ? "Commit again for a tag of its own: {base:8} is in it already, and tells only what the last stage stands on."
            : "Commit again for a tag of its own, or put {base:8} into the tag so that a new base makes a new tag.";
    }
}
