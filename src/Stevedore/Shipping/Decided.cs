using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>A decision, and what it rests on.</summary>
/// <param name="There">What the registries hold that is kept; null for an image that is built.</param>
/// <param name="Held">Where they hold it.</param>
internal sealed record Decided(ShipDecision Decision, PublishedImage? There, ImmutableArray<Destination> Held)
{
    public static Decided Of(ShipDecision decision, ImmutableArray<Presence> presences)
    {
        var digest = decision switch
        {
            ShipDecision.Done done => done.Digest,
            ShipDecision.Copy copy => copy.Digest,
            _ => null,
        };
        ImmutableArray<Presence> kept = digest is null ? [] : [.. presences.Where(presence => presence.Published?.Digest == digest)];
        return new(decision, kept.FirstOrDefault()?.Published, [.. kept.Select(presence => presence.Destination)]);
    }

    /// <summary>What is built on it then stands on; null when it is built itself.</summary>
    public FoundImage? Found =>
        There is null
            ? null
            : new(
                Decision.Image.Name.Value,
                Held[0].Reference,
                There.Digest,
                [.. Decision.Image.Destinations.Select(destination => destination.Reference.At(Decision.Image.CommitTag))],
                There.Bases
            );
}
