using Amazon.ECR;
using Amazon.ECR.Model;
using Stevedore.Planning;
using Stevedore.Settings;

namespace Stevedore.Registries.Ecr;

/// <summary>How a repository of ECR is created: immutable but for the tags that move, scanned on push.</summary>
internal static class EcrCreation
{
    // The service takes five exclusion filters at most (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html).
    internal const int MaximumFilters = 5;
    private const string DirtyTags = "*-dirty";

    /// <exception cref="StevedoreException">More tags must stay mutable than ECR can exclude.</exception>
    public static CreateRepositoryRequest Request(RegistryPlan registry, RepositoryRequest request)
    {
        var settings = (EcrSettings)registry.Settings;
        var creation = new CreateRepositoryRequest
        {
            RegistryId = registry.Account,
            RepositoryName = request.Reference.Repository.Value,
            ImageScanningConfiguration = new() { ScanOnPush = !request.IsCache },
            ImageTagMutability = ImageTagMutability.MUTABLE,
        };
        if (request.IsCache || request.MovingTags.Contains("*") || !(settings.ImmutableTags ?? true))
        {
            return creation;
        }

        creation.ImageTagMutability = ImageTagMutability.IMMUTABLE;
        var moving = Filters(request.Reference.ToString(), registry.Name, request.MovingTags, request.Marks);
        if (moving.IsEmpty)
        {
            return creation;
        }

        creation.ImageTagMutability = ImageTagMutability.IMMUTABLE_WITH_EXCLUSION;
        creation.ImageTagMutabilityExclusionFilters =
        [
            .. moving.Select(tag => new ImageTagMutabilityExclusionFilter
            {
                Filter = tag,
                FilterType = ImageTagMutabilityExclusionFilterType.WILDCARD,
            }),
        ];
        return creation;
    }

    /// <summary>The tags that may move in a repository that keeps the others, and patterns of such.</summary>
    /// <param name="repository">What it is called.</param>
    /// <param name="registry">The name of its registry in the settings.</param>
    /// <param name="movingTags">Patterns of the tags that pushes move.</param>
    /// <param name="marks">Patterns of those that deployments move.</param>
    /// <exception cref="StevedoreException">They are more than ECR can exclude.</exception>
    internal static ImmutableArray<string> Filters(
        string repository,
        string registry,
        ImmutableArray<string> movingTags,
        ImmutableArray<string> marks
    )
    {
        string[] needed = [.. movingTags.Concat(marks).Distinct()];
        if (needed.Length > MaximumFilters)
        {
            throw new StevedoreException(
                $"Cannot create {repository} with immutable tags",
                $"{needed.Length} tags must stay mutable ({string.Join(", ", needed)}), and ECR excludes {MaximumFilters} at most",
                $"Set fewer moving tags, or registries.{registry}.immutableTags to false."
            );
        }

        // The tag of a dirty tree changes with every edit; where there is room it may.
        var hasRoom = !movingTags.IsEmpty && needed.Length < MaximumFilters && !needed.Contains(DirtyTags);
        return hasRoom ? [.. needed, DirtyTags] : [.. needed];
    }
}
