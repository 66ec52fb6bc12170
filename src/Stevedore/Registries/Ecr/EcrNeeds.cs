using Stevedore.Aws.Permissions;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings.Rules;

namespace Stevedore.Registries.Ecr;

/// <summary>The permissions that a plan needs in Amazon ECR. Pure.</summary>
internal static class EcrNeeds
{
    /// <summary>Those of a registry of the settings.</summary>
    public static IEnumerable<NeededPermission> Of(RegistryPlan registry, ShipPlan plan)
    {
        var settings = (EcrSettings)registry.Settings;
        NeededPermission In(Permission permission, RepositoryName? repository = null) =>
            NeededPermission.Of(settings.Role, permission, new(registry.Region, registry.Account, repository?.Value));

        yield return In(EcrPermissions.LogIn);
        foreach (var repository in plan.RepositoriesOf(registry.Name))
        {
            yield return In(EcrPermissions.Push, repository);
            yield return In(EcrPermissions.LookUp, repository);
            // Nobody is shown since when a cache is there.
            if (plan.Images.All(image => image.CacheRepository?.Reference.Repository != repository))
            {
                yield return In(EcrPermissions.LookUpImages, repository);
            }

            if (settings.CreateRepositories ?? true)
            {
                yield return In(EcrPermissions.Create, repository);
            }

            if (plan.IsMarked && plan.Images.Any(image => image.Destinations.Any(place => place.Reference.Repository == repository)))
            {
                yield return In(EcrPermissions.Mark, repository);
            }
        }
    }

    /// <summary>Those of the base images, wherever in ECR they are.</summary>
    public static IEnumerable<NeededPermission> OfBases(ShipPlan plan)
    {
        foreach (
            var reference in plan
                .Images.SelectMany(image => image.Foreign)
                .Select(image => BaseReference.Parse(image.Name))
                .OfType<BaseReference>()
        )
        {
            if (EcrHost.Place(reference.Host) is not var (account, region))
            {
                continue;
            }

            var role = RoleOf(reference.Host, plan);
            PermissionPlace place = new(region, account, reference.Repository.Value);
            yield return NeededPermission.Of(role, EcrPermissions.Pull, place);
            yield return NeededPermission.Of(role, EcrPermissions.PullThrough, place);
        }
    }

    /// <summary>The role that a host is spoken to with; null for whoever runs.</summary>
    public static string? RoleOf(string host, ShipPlan plan) =>
        plan
            .Registries.Where(registry => registry.Host == host)
            .Select(registry => registry.Settings)
            .OfType<EcrSettings>()
            .FirstOrDefault()
            ?.Role;
}
