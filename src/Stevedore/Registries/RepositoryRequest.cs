using Stevedore.Images;

namespace Stevedore.Registries;

/// <summary>A repository that is about to be pushed to.</summary>
/// <param name="Reference">The repository.</param>
/// <param name="MovingTags">Tags and patterns of tags that must stay mutable in it.</param>
/// <param name="IsCache">Whether it holds a build cache, all of whose tags move.</param>
public sealed record RepositoryRequest(ImageReference Reference, ImmutableArray<string> MovingTags, bool IsCache = false);
