using Amazon.ECR;
using Amazon.ECR.Model;
using Stevedore.Aws;
using Stevedore.Planning;

namespace Stevedore.Registries.Ecr;

/// <summary>Lets the tags that mark deployments move in a repository that is there and keeps its tags.</summary>
internal static class EcrMarks
{
    /// <returns>What a person is told; null where nothing was to be done.</returns>
    public static async Task<string?> Allow(
        IAmazonECR ecr,
        RegistryPlan registry,
        RepositoryRequest request,
        Repository repository,
        CancellationToken cancellation
    )
    {
        string[] missing = [.. request.Marks.Where(mark => EcrMutability.IsFixed(repository, mark))];
        if (
            !request.IsMarked
            || request.IsCache
            || missing.Length == 0
            || !repository.ImageTagMutability!.Value.StartsWith("IMMUTABLE", StringComparison.Ordinal)
        )
        {
            return null;
        }

        var exclusion = EcrExclusion.Of(repository, missing);
        if (!exclusion.Fits)
        {
            return Invariant(
                $"Deployments cannot be marked in {request.Reference}: its tags are immutable, and its {EcrCreation.MaximumFilters} exclusions, which is all that ECR has, do not hold {string.Join(", ", missing)}."
            );
        }

        try
        {
            await ecr.PutImageTagMutabilityAsync(
                new()
                {
                    RegistryId = registry.Account,
                    RepositoryName = repository.RepositoryName,
                    ImageTagMutability = exclusion.Mutability,
                    ImageTagMutabilityExclusionFilters =
                    [
                        .. exclusion.Filters.Select(filter => new ImageTagMutabilityExclusionFilter
                        {
                            Filter = filter,
                            FilterType = ImageTagMutabilityExclusionFilterType.WILDCARD,
                        }),
                    ],
                },
                cancellation
            );
            return $"Excluded {string.Join(", ", missing)} from the immutable tags of {request.Reference}: deployments are marked so.";
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            // The push does not need it, and a deployment says what it could not mark.
            return $"Deployments cannot be marked in {request.Reference}: its tags are immutable, and {AwsFaults.From(cause, "Cannot exclude them", Aws.Permissions.EcrPermissions.Mark.On(new(registry.Region, registry.Account, repository.RepositoryName))).Why}. "
                + $"`{exclusion.Command(registry, request.Reference.Repository)}` allows it.";
        }
    }
}
