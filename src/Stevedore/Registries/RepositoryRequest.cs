using Stevedore.Images;

namespace Stevedore.Registries;

/// <summary>A repository that is about to be pushed to.</summary>
/// <param name="Reference">The repository.</param>
/// <param name="MovingTags">Tags and patterns of tags that must stay mutable in it.</param>
public sealed record RepositoryRequest(ImageReference Reference, ImmutableArray<string> MovingTags);
