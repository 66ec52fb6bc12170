using System.IO.Enumeration;
using Amazon.ECR.Model;

namespace Stevedore.Registries.Ecr;

/// <summary>Whether tags may move in a repository of ECR.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html"/></remarks>
internal static class EcrMutability
{
    // Tags of caches are the names of images.
    private const string AnyTag = "*";

    /// <summary>Those that would move and may not: a fault where this run moves them.</summary>
    public static ImmutableArray<Finding> Of(string subject, RepositoryRequest request, Repository repository)
    {
        if (request.IsCache)
        {
            return IsFixed(repository, AnyTag)
                ?
                [
                    new(
                        subject,
                        FindingLevel.Warning,
                        $"{request.Reference} has immutable tags: layers are kept there once, and not brought up to date"
                    )
                    {
                        Fix =
                            $"`aws ecr put-image-tag-mutability --repository-name {request.Reference.Repository} --image-tag-mutability MUTABLE`.",
                    },
                ]
                : [];
        }

        string[] now = [.. request.SetTags.Where(tag => IsFixed(repository, tag))];
        string[] later = [.. request.MovingTags.Where(tag => !now.Contains(tag) && IsFixed(repository, tag))];
        return
        [
            .. now.Length == 0 ? [] : new[] { Immutable(subject, FindingLevel.Fault, request, now, "would move") },
            .. later.Length == 0 ? [] : new[] { Immutable(subject, FindingLevel.Warning, request, later, "would move on other refs") },
        ];
    }

    /// <summary>Whether a tag, or each that a pattern stands for, keeps its image.</summary>
    public static bool IsFixed(Repository repository, string tag)
    {
        var filters = (repository.ImageTagMutabilityExclusionFilters ?? []).Select(filter => filter.Filter).OfType<string>().ToArray();
        var isExcluded = Array.Exists(filters, filter => FileSystemName.MatchesSimpleExpression(filter, tag, ignoreCase: false));
        return repository.ImageTagMutability?.Value switch
        {
            "IMMUTABLE" => true,
            // Its exclusions are newer than clients that this runs with may be.
            "IMMUTABLE_WITH_EXCLUSION" => filters.Length > 0 && !isExcluded,
            "MUTABLE_WITH_EXCLUSION" => isExcluded,
            _ => false,
        };
    }

    private static Finding Immutable(string subject, FindingLevel level, RepositoryRequest request, string[] tags, string what) =>
        new(subject, level, $"{request.Reference} has immutable tags, and {string.Join(", ", tags)} {what}")
        {
            Fix =
                $"Exclude them: `aws ecr put-image-tag-mutability --repository-name {request.Reference.Repository} --image-tag-mutability "
                + $"IMMUTABLE_WITH_EXCLUSION --image-tag-mutability-exclusion-filters {string.Join(' ', request.MovingTags.Select(tag => $"filterType=WILDCARD,filter='{tag}'"))}`, "
                + "or leave them out of tags.",
        };
}
