using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>What a registry holds under an image's commit tag.</summary>
/// <param name="Digest">Of the manifest or index.</param>
/// <param name="Revision">The commit that it says it was made from; null when it says none.</param>
internal sealed record PublishedImage(Digest Digest, string? Revision)
{
    /// <summary>The base image that it says it stands on; null when it says none.</summary>
    public BaseImage? Base { get; init; }

    /// <summary>The images from elsewhere that it says it was made from, each with its digest.</summary>
    public ImmutableArray<BaseImage> Bases { get; init; } = [];

    /// <summary>What its digest is of; null where it was not read.</summary>
    public Manifest? Manifest { get; init; }

    /// <summary>Those that an index lists, or the one that a single manifest is for. Null when not looked at.</summary>
    public ImmutableArray<Platform>? Platforms { get; init; }

    /// <summary>Whether it says that it was made from this commit; of one that is not known nothing is.</summary>
    public bool IsOf(string? commit) => commit is not null && Revision == commit;

    /// <summary>Whether it has these platforms. A push that was cut off can leave the tag on the manifest of one of them.</summary>
    public bool Has(ImmutableArray<Platform> wanted) => Platforms is not { } there || wanted.All(platform => there.Any(platform.IsSame));

    /// <summary>Those that it has and <paramref name="others"/> does not.</summary>
    public IEnumerable<Platform> Without(ImmutableArray<Platform> others) =>
        (Platforms ?? []).Where(platform => !others.Any(platform.IsSame));

    /// <summary>What it says that an image was which it was made from; null when it says nothing of it.</summary>
    public Digest? MadeFrom(BaseImage image) => MadeFrom(image.Key);

    /// <summary>What it says that this reference was; null when it says nothing of it.</summary>
    public Digest? MadeFrom(string reference) => Bases.FirstOrDefault(recorded => recorded.Key == reference)?.Digest;
}
