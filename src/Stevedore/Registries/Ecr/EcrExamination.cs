using Amazon.ECR;
using Amazon.ECR.Model;
using Stevedore.Aws;
using Stevedore.Planning;

namespace Stevedore.Registries.Ecr;

/// <summary>What a run would meet in a repository of ECR.</summary>
internal static class EcrExamination
{
    /// <summary>What was found of the repository.</summary>
    /// <param name="repository">Null where it is not there.</param>
    public static ImmutableArray<Finding> Of(RegistryPlan registry, RepositoryRequest request, Repository? repository)
    {
        var settings = (EcrSettings)registry.Settings;
        var subject = Subject(registry);
        return repository is null
            ? settings.CreateRepositories ?? true
                ? [new(subject, FindingLevel.Note, $"{request.Reference} is not there yet, and is created")]
                :
                [
                    new(
                        subject,
                        FindingLevel.Fault,
                        $"{request.Reference} is not there, and registries.{registry.Name}.createRepositories is false"
                    )
                    {
                        Fix = Creating(registry, request),
                    },
                ]
            : Immutable(subject, request, repository);
    }

    /// <summary>What a role that may not look is told.</summary>
    public static Finding Denied(RegistryPlan registry, RepositoryRequest request, string action, string resource) =>
        new(Subject(registry), FindingLevel.Warning, $"May not look up {request.Reference}; the push decides")
        {
            Fix = DeniedAction.Statement(action, resource),
        };

    private static string Subject(RegistryPlan registry) => $"registry {registry.Name}";

    private static string Creating(RegistryPlan registry, RepositoryRequest request) =>
        $"Create it with `aws ecr create-repository --repository-name {request.Reference.Repository} --region {registry.Region}`, "
        + $"or set registries.{registry.Name}.createRepositories to true.";

    // Its exclusions are newer than clients that this runs with may be, so that those alone are judged that have none.
    private static ImmutableArray<Finding> Immutable(string subject, RepositoryRequest request, Repository repository) =>
        repository.ImageTagMutability?.Value == ImageTagMutability.IMMUTABLE.Value && !request.MovingTags.IsEmpty
            ?
            [
                new(
                    subject,
                    FindingLevel.Fault,
                    $"{request.Reference} has immutable tags, and {string.Join(", ", request.MovingTags)} would move"
                )
                {
                    Fix =
                        $"Exclude them: `aws ecr put-image-tag-mutability --repository-name {request.Reference.Repository} --image-tag-mutability "
                        + $"IMMUTABLE_WITH_EXCLUSION --image-tag-mutability-exclusion-filters {string.Join(' ', request.MovingTags.Select(tag => $"filterType=WILDCARD,filter='{tag}'"))}`, "
                        + "or leave them out of tags.",
                },
            ]
            : [];
}
