using Stevedore.Aws.Permissions;
using Stevedore.Planning;

namespace Stevedore.Registries.EcrPublic;

/// <summary>The permissions that a plan needs in Amazon ECR Public. Pure.</summary>
internal static class EcrPublicNeeds
{
    /// <summary>Those of a registry of the settings. Without a push everybody may pull, and a login only raises the limit.</summary>
    public static IEnumerable<NeededPermission> Of(RegistryPlan registry, ShipPlan plan)
    {
        var settings = (EcrPublicSettings)registry.Settings;
        NeededPermission In(Permission permission, string? repository = null) =>
            NeededPermission.Of(settings.Role, permission, new(Name: repository));

        yield return In(EcrPublicPermissions.LogIn);
        yield return In(EcrPublicPermissions.Bearer);
        foreach (var repository in plan.RepositoriesOf(registry.Name).Select(name => name.Value[(settings.Alias!.Length + 1)..]))
        {
            yield return In(EcrPublicPermissions.Push, repository);
            yield return In(EcrPublicPermissions.LookUp, repository);
            yield return In(EcrPublicPermissions.LookUpImages, repository);
            if (settings.CreateRepositories ?? true)
            {
                yield return In(EcrPublicPermissions.LookUpAliases);
                yield return In(EcrPublicPermissions.Create, repository);
            }
        }
    }
}
