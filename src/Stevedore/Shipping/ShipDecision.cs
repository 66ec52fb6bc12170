using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>What is left to do for one image.</summary>
public abstract record ShipDecision(ImagePlan Image)
{
    /// <summary>What a person should know of it; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>It is built and pushed everywhere.</summary>
    public sealed record Build(ImagePlan Image) : ShipDecision(Image);

    /// <summary>Every registry has it.</summary>
    public sealed record Done(ImagePlan Image, Digest Digest) : ShipDecision(Image);

    /// <summary>Some registries have it; the others get the same digest.</summary>
    public sealed record Copy(ImagePlan Image, Digest Digest, Destination From, ImmutableArray<Destination> To) : ShipDecision(Image);
}
