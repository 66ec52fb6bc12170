using Stevedore.Aws.Permissions;
using Stevedore.Planning;

namespace Stevedore.Registries.EcrPublic;

/// <summary>What a run would meet in a repository of ECR Public.</summary>
internal static class EcrPublicExamination
{
    /// <summary>What is said of one that is not there.</summary>
    /// <param name="name">The repository without the alias.</param>
    public static Finding Missing(RegistryPlan registry, RepositoryRequest request, string name) =>
        ((EcrPublicSettings)registry.Settings).CreateRepositories ?? true
            ? new(
                Subject(registry),
                FindingLevel.Note,
                $"{request.Reference} is not there yet, and is created ({EcrPublicPermissions.Create.Actions[0]} is not tried)"
            )
            : new(
                Subject(registry),
                FindingLevel.Fault,
                $"{request.Reference} is not there, and registries.{registry.Name}.createRepositories is false"
            )
            {
                Fix = Creating(registry, name),
            };

    /// <summary>What a role that may not look is told.</summary>
    public static Finding Denied(RegistryPlan registry, RepositoryRequest request, PolicyStatement missing) =>
        new(Subject(registry), FindingLevel.Warning, $"May not look up {request.Reference}; the push decides") { Fix = missing.Advice };

    /// <summary>How one comes to be.</summary>
    public static string Creating(RegistryPlan registry, string name) =>
        $"Create it with `aws ecr-public create-repository --repository-name {name} --region us-east-1`, "
        + $"or set registries.{registry.Name}.createRepositories to true.";

    private static string Subject(RegistryPlan registry) => $"registry {registry.Name}";
}
