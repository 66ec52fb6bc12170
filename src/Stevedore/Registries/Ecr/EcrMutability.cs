using System.IO.Enumeration;
using Amazon.ECR;
using Amazon.ECR.Model;
using Stevedore.Planning;

namespace Stevedore.Registries.Ecr;

/// <summary>Whether tags may move in a repository of ECR.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html"/></remarks>
internal static class EcrMutability
{
    // Tags of caches are the names of images.
    private const string AnyTag = "*";

    /// <summary>Those that would move and may not: a fault where this run moves them.</summary>
    public static ImmutableArray<Finding> Of(RegistryPlan registry, RepositoryRequest request, Repository repository)
    {
        var subject = $"registry {registry.Name}";
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
                        Fix = $"`{new EcrExclusion(ImageTagMutability.MUTABLE, []).Command(registry, request.Reference.Repository)}`.",
                    },
                ]
                : [];
        }

        string[] now = [.. request.SetTags.Where(tag => IsFixed(repository, tag))];
        string[] later = [.. request.MovingTags.Where(tag => !now.Contains(tag) && IsFixed(repository, tag))];
        // One command for all that move, so that the second does not undo the first.
        var marks = request.IsMarked ? request.Marks : [];
        var exclusion = EcrExclusion.Of(repository, request.MovingTags.Concat(marks).Where(tag => IsFixed(repository, tag)));
        Finding Immutable(FindingLevel level, string[] tags, string what) =>
            new(subject, level, $"{request.Reference} has immutable tags, and {string.Join(", ", tags)} {what}")
            {
                Fix = exclusion.Fits
                    ? $"Let them move: `{exclusion.Command(registry, request.Reference.Repository)}`, or leave them out of tags."
                    : Invariant(
                        $"Leave them out of tags, or make room in its exclusions: ECR has {EcrCreation.MaximumFilters} at most, and {string.Join(", ", exclusion.Filters)} are needed."
                    ),
            };

        return
        [
            .. now.Length == 0 ? [] : new[] { Immutable(FindingLevel.Fault, now, "would move") },
            .. later.Length == 0 ? [] : new[] { Immutable(FindingLevel.Warning, later, "would move on other refs") },
        ];
    }

    /// <summary>Whether a tag, or each that a pattern stands for, keeps its image.</summary>
    public static bool IsFixed(Repository repository, string tag)
    {
        var filters = (repository.ImageTagMutabilityExclusionFilters ?? []).Select(filter => filter.Filter).OfType<string>().ToArray();
        var isExcluded = Array.Exists(filters, filter => Matches(filter, tag));
        return repository.ImageTagMutability?.Value switch
        {
            "IMMUTABLE" => true,
            // Its exclusions are newer than clients that this runs with may be.
            "IMMUTABLE_WITH_EXCLUSION" => filters.Length > 0 && !isExcluded,
            "MUTABLE_WITH_EXCLUSION" => isExcluded,
            _ => false,
        };
    }

    /// <summary>Whether a filter stands for a tag.</summary>
    public static bool Matches(string filter, string tag) => FileSystemName.MatchesSimpleExpression(filter, tag, ignoreCase: false);
}
