using Amazon.ECR;
using Amazon.ECR.Model;
using Stevedore.Aws;
using Stevedore.Aws.Permissions;
using Stevedore.Planning;

namespace Stevedore.Registries.Ecr;

/// <summary>Looks at a repository of ECR, and tries what a role may do there. Nothing is changed: what there is not is asked for.</summary>
internal static class EcrAccess
{
    /// <summary>What was found of the repository.</summary>
    /// <exception cref="StevedoreException">AWS did not say.</exception>
    public static async Task<ImmutableArray<Finding>> LookUp(
        IAmazonECR ecr,
        RegistryPlan registry,
        RepositoryRequest request,
        CancellationToken cancellation
    )
    {
        var place = Place(registry, request);
        var needed = EcrPermissions.LookUp.On(place);
        try
        {
            var found = await ecr.DescribeRepositoriesAsync(
                new() { RegistryId = place.Account, RepositoryNames = [place.Name!] },
                cancellation
            );
            return EcrExamination.Of(registry, request, found.Repositories![0]);
        }
        catch (RepositoryNotFoundException)
        {
            return EcrExamination.Of(registry, request, null);
        }
        catch (Exception cause) when (AwsFaults.IsDenied(cause))
        {
            return [EcrExamination.Denied(registry, request, needed)];
        }
        catch (Exception cause) when (AwsFaults.IsFromAws(cause))
        {
            throw AwsFaults.From(cause, $"Cannot look up {request.Reference}", needed);
        }
    }

    /// <summary>What is missing for a push; nothing where all is allowed that can be tried.</summary>
    public static Task<ImmutableArray<Finding>> Push(
        IAmazonECR ecr,
        RegistryPlan registry,
        RepositoryRequest request,
        CancellationToken cancellation
    )
    {
        var place = Place(registry, request);
        // Without its cache an image is built all the same.
        var level = request.IsCache ? FindingLevel.Warning : FindingLevel.Fault;
        return PermissionTrial.Run(
            $"registry {registry.Name}",
            $"{request.Reference}",
            [
                .. Reading(ecr, EcrPermissions.Push.On(place), place, level, cancellation),
                .. request.IsCache ? [] : (PermissionTrial[])[LookingUpImages(ecr, place, cancellation)],
            ]
        );
    }

    private static PermissionTrial LookingUpImages(IAmazonECR ecr, PermissionPlace place, CancellationToken cancellation) =>
        new(
            EcrPermissions.LookUpImages.On(place),
            FindingLevel.Note,
            () =>
                ecr.DescribeImagesAsync(
                    new()
                    {
                        RegistryId = place.Account,
                        RepositoryName = place.Name,
                        ImageIds = [new() { ImageDigest = PermissionTrial.MadeUpDigest }],
                    },
                    cancellation
                )
        );

    /// <summary>What is missing for base images to be pulled.</summary>
    public static Task<ImmutableArray<Finding>> Pull(IAmazonECR ecr, PermissionPlace place, string image, CancellationToken cancellation)
    {
        var statement = EcrPermissions.Pull.On(place);
        return PermissionTrial.Run(
            "base images",
            image,
            [
                .. Reading(ecr, statement, place, FindingLevel.Fault, cancellation),
                new(
                    statement.For("ecr:BatchGetImage"),
                    FindingLevel.Fault,
                    () =>
                        ecr.BatchGetImageAsync(
                            new()
                            {
                                RegistryId = place.Account,
                                RepositoryName = place.Name,
                                ImageIds = [new() { ImageDigest = PermissionTrial.MadeUpDigest }],
                            },
                            cancellation
                        )
                ),
            ]
        );
    }

    private static IEnumerable<PermissionTrial> Reading(
        IAmazonECR ecr,
        PolicyStatement statement,
        PermissionPlace place,
        FindingLevel level,
        CancellationToken cancellation
    ) =>
        [
            new(
                statement.For("ecr:BatchCheckLayerAvailability"),
                level,
                () =>
                    ecr.BatchCheckLayerAvailabilityAsync(
                        new()
                        {
                            RegistryId = place.Account,
                            RepositoryName = place.Name,
                            LayerDigests = [PermissionTrial.MadeUpDigest],
                        },
                        cancellation
                    )
            ),
            new(
                statement.For("ecr:GetDownloadUrlForLayer"),
                level,
                () =>
                    ecr.GetDownloadUrlForLayerAsync(
                        new()
                        {
                            RegistryId = place.Account,
                            RepositoryName = place.Name,
                            LayerDigest = PermissionTrial.MadeUpDigest,
                        },
                        cancellation
                    )
            ),
        ];

    private static PermissionPlace Place(RegistryPlan registry, RepositoryRequest request) =>
        new(registry.Region, registry.Account, request.Reference.Repository.Value);
}
