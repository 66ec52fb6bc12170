using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>What is left to do for one image.</summary>
internal abstract record ShipDecision(ImagePlan Image)
{
    /// <summary>What a person should know of it; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>What it is to be everywhere; null for an image that is built.</summary>
    public virtual Digest? Digest => null;

    /// <summary>It is built and pushed everywhere.</summary>
    public sealed record Build(ImagePlan Image) : ShipDecision(Image);

    /// <summary>Every registry has it.</summary>
    public sealed record Done(ImagePlan Image, Digest Digest) : ShipDecision(Image)
    {
        /// <inheritdoc/>
        public override Digest Digest { get; } = Digest;
    }

    /// <summary>Some registries have it; the others get the same digest.</summary>
    public sealed record Copy(ImagePlan Image, Digest Digest, Destination From, ImmutableArray<Destination> To) : ShipDecision(Image)
    {
        /// <inheritdoc/>
        public override Digest Digest { get; } = Digest;
    }
}

/// <summary>A decision, and what it rests on.</summary>
/// <param name="Kept">What the registries hold that is kept; null for an image that is built.</param>
/// <param name="Held">Where they hold it.</param>
internal sealed record DecidedImage(ShipDecision Decision, PublishedImage? Kept, ImmutableArray<Destination> Held)
{
    public ImagePlan Image => Decision.Image;

    public static DecidedImage Of(ShipDecision decision, ImmutableArray<ExistingTag> tags)
    {
        ImmutableArray<ExistingTag> kept = decision.Digest is { } digest ? [.. tags.Where(tag => tag.Image?.Digest == digest)] : [];
        return new(decision, kept.FirstOrDefault()?.Image, [.. kept.Select(tag => tag.Place)]);
    }

    /// <summary>What is built on it then stands on; null when it is built itself.</summary>
    public FoundImage? Found =>
        Kept is null
            ? null
            : new(
                Image.Name.Value,
                Held[0].Reference,
                Kept.Digest,
                [.. Image.Destinations.Select(destination => destination.Reference.At(Image.CommitTag))],
                Kept.Bases
            );

    /// <summary>What each image has or is to have everywhere, by the commit's tag in each repository; without those whose digest is not known.</summary>
    /// <param name="built">The digests of the images that were built, by name.</param>
    public static ImmutableDictionary<string, Digest> Digests(
        ImmutableArray<DecidedImage> decided,
        ImmutableDictionary<string, Digest> built
    )
    {
        var own =
            from one in decided
            from destination in one.Image.Destinations
            let digest = one.Decision.Digest ?? built.GetValueOrDefault(one.Image.Name.Value)
            where digest is not null
            select KeyValuePair.Create(destination.Reference.At(one.Image.CommitTag), digest);
        return own.ToImmutableDictionary();
    }

    /// <summary>The same, with what is built as another plan says.</summary>
    public DecidedImage In(ShipPlan plan) =>
        Decision is ShipDecision.Build build
            ? this with
            {
                Decision = build with { Image = plan.Images.First(image => image.Name == Image.Name) },
            }
            : this;
}
