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

        if (request.MovingTags.Length > MaximumFilters)
        {
            throw new StevedoreException(
                $"Cannot create {request.Reference} with immutable tags",
                $"{request.MovingTags.Length} tags must stay mutable ({string.Join(", ", request.MovingTags)}), and ECR excludes {MaximumFilters} at most",
                $"Set fewer moving tags, or registries.{registry.Name}.immutableTags to false."
            );
        }

        creation.ImageTagMutability = ImageTagMutability.IMMUTABLE;
        // What marks deployments moves with each of them, and the tag of a dirty tree changes with every edit; where there is room they may.
        var dirty = request.MovingTags.IsEmpty ? Array.Empty<string>() : [DirtyTags];
        string[] moving = [.. request.MovingTags.Concat(request.Marks).Concat(dirty).Distinct().Take(MaximumFilters)];
        if (moving.Length == 0)
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
}
