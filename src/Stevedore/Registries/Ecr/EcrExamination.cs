using Amazon.ECR.Model;
using Stevedore.Aws.Permissions;
using Stevedore.Planning;

namespace Stevedore.Registries.Ecr;

/// <summary>What a run would meet in a repository of ECR.</summary>
internal static class EcrExamination
{
    /// <summary>What was found of the repository.</summary>
    /// <param name="repository">Null where it is not there.</param>
    public static ImmutableArray<Finding> Of(RegistryPlan registry, RepositoryRequest request, Repository? repository)
    {
        var subject = Subject(registry);
        if (repository is not null)
        {
            return EcrMutability.Of(registry, request, repository);
        }

        if (((EcrSettings)registry.Settings).CreateRepositories ?? true)
        {
            return
            [
                new(
                    subject,
                    FindingLevel.Note,
                    $"{request.Reference} is not there yet, and is created ({EcrPermissions.Create.Actions[0]} is not tried)"
                ),
            ];
        }

        return
        [
            new(
                subject,
                request.IsCache ? FindingLevel.Warning : FindingLevel.Fault,
                $"{request.Reference} is not there, and registries.{registry.Name}.createRepositories is false"
                    + (request.IsCache ? ": layers are not kept" : "")
            )
            {
                Fix = Creating(registry, request),
            },
        ];
    }

    /// <summary>What a role that may not look is told.</summary>
    public static Finding Denied(RegistryPlan registry, RepositoryRequest request, PolicyStatement missing) =>
        new(Subject(registry), FindingLevel.Warning, $"May not look up {request.Reference}; the push decides") { Fix = missing.Advice };

    private static string Subject(RegistryPlan registry) => $"registry {registry.Name}";

    private static string Creating(RegistryPlan registry, RepositoryRequest request) =>
        $"Create it with `aws ecr create-repository --repository-name {request.Reference.Repository} --region {registry.Region}`, "
        + $"or set registries.{registry.Name}.createRepositories to true.";
}
