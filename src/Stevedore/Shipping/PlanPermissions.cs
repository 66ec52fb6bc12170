using Stevedore.Aws.Permissions;
using Stevedore.Credentials;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.Ecr;

namespace Stevedore.Shipping;

/// <summary>What policies have to allow for a plan to be carried out. Pure.</summary>
internal static class PlanPermissions
{
    private const string Subject = "permissions";

    /// <summary>Each once, in the order of the plan: first what whoever runs it has to have.</summary>
    /// <param name="plan">What is open in it is any account and region in a statement.</param>
    /// <param name="kindOf">The kind of a registry.</param>
    /// <param name="region">The run's, looked for only where it matters: that may take seconds. Null where nothing says one.</param>
    public static ImmutableArray<NeededPermission> Of(ShipPlan plan, Func<RegistryPlan, IRegistry> kindOf, Lazy<string?> region)
    {
        NeededPermission[] needed =
        [
            .. plan.Registries.SelectMany(registry => kindOf(registry).Needs(registry, plan)),
            .. plan.Registries.SelectMany(registry => CredentialNeeds.Of(registry.Credentials, region)),
            .. EcrNeeds.OfBases(plan),
            .. plan.Images.SelectMany(image => image.Secrets).SelectMany(secret => BuildSecrets.Needs(secret, region)),
        ];
        var roles = needed.Select(need => need.Role).OfType<string>().Distinct().Select(Assuming);
        return
        [
            .. needed.Concat(roles).OrderBy(need => need.Role, StringComparer.Ordinal).DistinctBy(need => (need.Role, $"{need.Statement}")),
        ];
    }

    /// <summary>What could not be tried, for each role; every statement is in the details.</summary>
    public static IEnumerable<Finding> Findings(ImmutableArray<NeededPermission> needed) =>
        needed
            .GroupBy(need => need.Role)
            .Select(role =>
            {
                string[] untried = [.. role.SelectMany(need => need.Permission.Untried).Distinct()];
                var whose = role.Key is null ? "" : $" by {role.Key}";
                return new Finding(
                    Subject,
                    FindingLevel.Note,
                    untried.Length == 0
                        ? $"All that is needed{whose} can be tried"
                        : $"Not tried{whose}, since that would change something: {string.Join(", ", untried)}"
                )
                {
                    Details = [.. role.Select(need => $"{need.Statement}")],
                };
            });

    private static NeededPermission Assuming(string role) => NeededPermission.Of(role: null, CallerPermissions.AssumeRole, new(Name: role));
}
