using Amazon.ECR;
using Amazon.ECR.Model;
using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Registries.Ecr;

/// <summary>How tags come to move in a repository of ECR that keeps them. What it lets move already, still moves.</summary>
/// <param name="Mutability">What the repository is to be.</param>
/// <param name="Filters">All that it is to have: those that it has among them.</param>
internal sealed record EcrExclusion(ImageTagMutability Mutability, ImmutableArray<string> Filters)
{
    /// <summary>Whether ECR takes so many.</summary>
    public bool Fits => Filters.Length <= EcrCreation.MaximumFilters;

    /// <param name="repository">As it is.</param>
    /// <param name="tags">Those that are to move, and patterns of such.</param>
    public static EcrExclusion Of(Repository repository, IEnumerable<string> tags)
    {
        ImmutableArray<string> known =
        [
            .. (repository.ImageTagMutabilityExclusionFilters ?? []).Select(filter => filter.Filter).OfType<string>(),
        ];
        if (repository.ImageTagMutability?.Value != "MUTABLE_WITH_EXCLUSION")
        {
            return new(ImageTagMutability.IMMUTABLE_WITH_EXCLUSION, [.. known.Concat(tags).Distinct()]);
        }

        // What is excluded there is what does not move.
        ImmutableArray<string> kept = [.. known.Where(filter => !tags.Any(tag => EcrMutability.Matches(filter, tag)))];
        return new(kept.IsEmpty ? ImageTagMutability.MUTABLE : ImageTagMutability.MUTABLE_WITH_EXCLUSION, kept);
    }

    /// <summary>What of the AWS CLI does that.</summary>
    public string Command(RegistryPlan registry, RepositoryName repository) =>
        $"aws ecr put-image-tag-mutability --repository-name {repository} --region {registry.Region} --image-tag-mutability {Mutability.Value}"
        + (
            Filters.IsEmpty
                ? ""
                : $" --image-tag-mutability-exclusion-filters {string.Join(' ', Filters.Select(filter => $"filterType=WILDCARD,filter='{filter}'"))}"
        );
}
