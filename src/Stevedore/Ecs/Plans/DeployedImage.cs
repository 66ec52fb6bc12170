using Stevedore.Images;
using Stevedore.Planning.Tags;

namespace Stevedore.Ecs.Plans;

/// <summary>An image that is to be deployed.</summary>
/// <param name="Name">Its name in the settings.</param>
/// <param name="Container">The container that it is meant for; null for none in particular.</param>
/// <param name="Repository">Where tasks pull it from.</param>
/// <param name="Tag">For people; null for none.</param>
/// <param name="Digest">What is pulled.</param>
internal sealed record DeployedImage(ImageName Name, string? Container, ImageReference Repository, ImageTag? Tag, Digest Digest)
{
    /// <summary>The digests of its platforms, where they are known: ECS may say one of these.</summary>
    public ImmutableArray<Digest> Parts { get; init; } = [];

    /// <summary>As a task definition has it: <c>repository:tag@digest</c>.</summary>
    public string Reference => Tag is null ? Repository.At(Digest) : $"{Repository.At(Tag)}@{Digest}";

    /// <summary>Whether a digest is of it, or of one of its platforms.</summary>
    public bool Has(Digest digest) => digest == Digest || Parts.Contains(digest);
}

/// <summary>What is to be deployed.</summary>
/// <param name="Commit">Null where it is not known.</param>
/// <param name="Source">Where the commit is from; null where it is not known.</param>
/// <param name="From">Where that was read, for a person.</param>
internal sealed record DeployedRelease(string? Commit, string? Source, ImmutableArray<DeployedImage> Images, string From)
{
    /// <summary>Whether its tree had changes that are in no commit.</summary>
    public bool IsDirty { get; init; }

    /// <summary>The commit, and whether it is all of it, as tags say it.</summary>
    public string? Origin => Commit is not null && IsDirty ? Commit + TagPolicy.DirtySuffix : Commit;
}
