using Amazon.ECRPublic;
using Stevedore.Aws.Permissions;
using Stevedore.Planning;

namespace Stevedore.Registries.EcrPublic;

/// <summary>Tries what a role may do in a repository of ECR Public. Nothing is changed: what there is not is asked for.</summary>
internal static class EcrPublicAccess
{
    /// <summary>What is missing for a push; nothing where all is allowed that can be tried.</summary>
    /// <param name="repository">Without the alias.</param>
    public static Task<ImmutableArray<Finding>> Push(
        IAmazonECRPublic ecr,
        RegistryPlan registry,
        RepositoryRequest request,
        string repository,
        CancellationToken cancellation
    )
    {
        PermissionPlace place = new(Name: repository);
        return PermissionTrial.Run(
            $"registry {registry.Name}",
            $"{request.Reference}",
            new PermissionTrial(
                EcrPublicPermissions.Push.On(place).For("ecr-public:BatchCheckLayerAvailability"),
                FindingLevel.Fault,
                () =>
                    ecr.BatchCheckLayerAvailabilityAsync(
                        new() { RepositoryName = repository, LayerDigests = [PermissionTrial.MadeUpDigest] },
                        cancellation
                    )
            ),
            new PermissionTrial(
                EcrPublicPermissions.LookUpImages.On(place),
                FindingLevel.Note,
                () =>
                    ecr.DescribeImagesAsync(
                        new() { RepositoryName = repository, ImageIds = [new() { ImageDigest = PermissionTrial.MadeUpDigest }] },
                        cancellation
                    )
            )
        );
    }
}
