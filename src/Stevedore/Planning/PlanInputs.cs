using Stevedore.Images;
using Stevedore.Planning.Dockerfiles;
using Stevedore.Settings;
using Stevedore.Source;

namespace Stevedore.Planning;

/// <summary>All that a plan is made from.</summary>
internal sealed record PlanInputs
{
    /// <summary>What was chosen.</summary>
    public required ResolvedSettings Settings { get; init; }

    /// <summary>What is being built.</summary>
    public required SourceFacts Source { get; init; }

    /// <summary>The Dockerfile of each image, by the image's name.</summary>
    public required IReadOnlyDictionary<string, Dockerfile> Dockerfiles { get; init; }

    /// <summary>The folders that each image is built from and that are no part of the tree of the commit, by the image's name.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<ForeignFolder>> ForeignFolders { get; init; } =
        ImmutableDictionary<string, ImmutableArray<ForeignFolder>>.Empty;

    /// <summary>The images that --images names; null for all.</summary>
    public ImmutableArray<string>? Selection { get; init; }

    /// <summary>Whether a dirty tree may be pushed: --allow-dirty.</summary>
    public bool AllowDirty { get; init; }

    /// <summary>The builder that BUILDX_BUILDER names; null when it names none.</summary>
    public string? SelectedBuilder { get; init; }

    /// <summary>The tag that IMAGE_TAG names; null when it names none.</summary>
    public string? ImageTag { get; init; }

    /// <summary>What AWS answered, by the registry's name. Empty before it is asked.</summary>
    public IReadOnlyDictionary<string, RegistryFacts> Registries { get; init; } = ImmutableDictionary<string, RegistryFacts>.Empty;

    /// <summary>What the names of base images mean now. Null before the registries are asked; without those that they do not tell.</summary>
    public IReadOnlyDictionary<string, Digest>? BaseDigests { get; init; }

    /// <summary>The references that the imageDetail.json of ECR sources name, by artifact; null for one that is there in the pipeline alone.</summary>
    public IReadOnlyDictionary<string, string?> Artifacts { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Whether to build again what stands on images that have moved: --refresh.</summary>
    public bool Refresh { get; init; }

    /// <summary>The images of the run that this applies to. Empty before the registries are asked.</summary>
    public ImmutableHashSet<string> Refreshed { get; init; } = [];
}

/// <summary>What AWS answered about a registry whose settings leave it open.</summary>
/// <param name="Account">Twelve digits; null when not asked.</param>
/// <param name="Region">Null when not asked.</param>
public sealed record RegistryFacts(string? Account, string? Region);
