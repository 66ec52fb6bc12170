using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Registries;

/// <summary>What is known of a repository before a push.</summary>
/// <param name="HasImmutableTags">Whether the commit's tag cannot be overwritten there; null when unknown.</param>
/// <param name="Note">What a person should know, such as that it was created or could not be looked up; null for nothing.</param>
public sealed record RepositoryState(bool? HasImmutableTags, string? Note)
{
    /// <summary>Nothing is known; the push decides.</summary>
    public static RepositoryState Unknown { get; } = new(null, null);
}

/// <summary>A repository that is about to be pushed to.</summary>
/// <param name="Reference">The repository.</param>
/// <param name="MovingTags">Tags and patterns of tags that must stay mutable in it.</param>
/// <param name="IsCache">Whether it holds a build cache, all of whose tags move.</param>
public sealed record RepositoryRequest(ImageReference Reference, ImmutableArray<string> MovingTags, bool IsCache = false)
{
    /// <summary>The moving tags that this run sets.</summary>
    public ImmutableArray<string> SetTags { get; init; } = [];

    /// <summary>Patterns of the tags that mark what is deployed, which move as well, but not in a push.</summary>
    public ImmutableArray<string> Marks { get; init; } = [];

    /// <summary>Whether deployments of these settings set them.</summary>
    public bool IsMarked { get; init; }

    /// <summary>What all images of a plan that share a repository want of it: whichever comes first has it created for all.</summary>
    internal static RepositoryRequest Of(ShipPlan plan, ImageReference repository)
    {
        var sharing = plan.Images.Where(image => image.Destinations.Any(place => place.Reference == repository)).ToArray();
        return new(repository, [.. sharing.SelectMany(image => image.MovingPatterns).Distinct()])
        {
            SetTags = [.. sharing.SelectMany(image => image.MovingTags).Select(tag => tag.Value).Distinct()],
            Marks = [.. sharing.Select(image => image.Marks).Distinct()],
            IsMarked = plan.IsMarked,
        };
    }
}
