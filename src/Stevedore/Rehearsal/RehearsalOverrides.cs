using Stevedore.Planning;
using Stevedore.Settings;

namespace Stevedore.Rehearsal;

/// <summary>Leads a plan's registries to those of the lab, so that a rehearsal can never reach a real one.</summary>
public static class RehearsalOverrides
{
    // Not DOCKER_USERNAME, which a build may set for something else.
    private const string HubUser = "STEVEDORE_LAB_HUB_USERNAME";
    private const string HubToken = "STEVEDORE_LAB_HUB_TOKEN";
    private const string HubCredentials = $$$"""{"environment":{"username":"{{{HubUser}}}","password":"{{{HubToken}}}"}}""";
    private static readonly ImmutableArray<string> Accounts = ["123456789012", "210987654321"];
    private static readonly ImmutableArray<string> Regions = ["eu-central-1", "us-east-1"];

    /// <summary>Settings as environment variables, which beat the settings file.</summary>
    /// <param name="plan">The plan as it would be shipped.</param>
    /// <param name="lab">What the lab's <c>up</c> printed: in it, perhaps, the host of its registry without accounts.</param>
    /// <exception cref="StevedoreException">The plan has more accounts or regions than the lab.</exception>
    public static ImmutableDictionary<string, string> Of(ShipPlan plan, ImmutableDictionary<string, string> lab)
    {
        var plainRegistry = lab.GetValueOrDefault("STEVEDORE_LAB_REGISTRY");
        var ecr = plan.Registries.Where(registry => registry.Settings is EcrSettings).ToArray();
        var pushed = ecr.Where(registry => registry.Pushes).ToArray();
        var accounts = Map("accounts", pushed.Select(registry => registry.Account), Accounts);
        var regions = Map("regions", pushed.Select(registry => registry.Region), Regions);
        var variables = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var registry in ecr)
        {
            variables[Variable(registry, "ACCOUNT")] = Lead(registry.Account, accounts, Accounts);
            variables[Variable(registry, "REGION")] = Lead(registry.Region, regions, Regions);
            Role((registry.Settings as EcrSettings)?.Role, registry, variables[Variable(registry, "ACCOUNT")]);
        }

        foreach (var registry in plan.Registries.Where(registry => registry.Settings is PlainRegistrySettings))
        {
            if (plainRegistry is not null)
            {
                variables[Variable(registry, "HOST")] = plainRegistry;
                if (registry.Settings is PlainRegistrySettings { Credentials: not null })
                {
                    // The lab's has no accounts; those of the real one are not looked for.
                    variables[Variable(registry, "CREDENTIALS")] = "docker-config";
                }
            }
            else if (registry.Pushes)
            {
                throw new StevedoreException(
                    "Cannot rehearse",
                    $"the lab has no registry to stand in for '{registry.Name}' ({registry.Host})",
                    $"Leave it out with {Variable(registry, "PUSH")}=false, or let the lab's `up` print STEVEDORE_LAB_REGISTRY=<host>."
                );
            }
        }

        foreach (var registry in plan.Registries)
        {
            Role((registry.Settings as EcrPublicSettings)?.Role, registry, Accounts[0]);
        }

        foreach (var registry in plan.Registries.Where(registry => registry.Settings is DockerHubSettings))
        {
            // The one user of the lab's Docker Hub who may push, with the token that the lab made up.
            variables[Variable(registry, "NAMESPACE")] = "acme";
            variables[Variable(registry, "CREDENTIALS")] = HubCredentials;
            variables[HubUser] = "acme";
            variables[HubToken] = "hubtoken";
        }

        return variables.ToImmutable();

        // A role of the lab's own account takes the place of a real one. A variable cannot unset it.
        void Role(string? role, RegistryPlan registry, string account)
        {
            if (role is not null)
            {
                variables[Variable(registry, "ROLE")] = $"arn:aws:iam::{account}:role/stevedore-rehearsal";
            }
        }
    }

    // Registries that are only pulled from may share what the lab has.
    private static string Lead(string? name, Dictionary<string, string> map, ImmutableArray<string> available) =>
        map.TryGetValue(name ?? "", out var led) ? led
        : name is not null && available.Contains(name) ? name
        : available[0];

    private static Dictionary<string, string> Map(string what, IEnumerable<string?> named, ImmutableArray<string> available)
    {
        // A name that the lab has is kept; the others take what is left, in order.
        var distinct = named.Select(name => name ?? "").Distinct().ToArray();
        var free = new Queue<string>(available.Except(distinct));
        return distinct.Length <= available.Length
            ? distinct.ToDictionary(name => name, name => available.Contains(name) ? name : free.Dequeue(), StringComparer.Ordinal)
            : throw new StevedoreException(
                "Cannot rehearse",
                $"the plan has {distinct.Length} {what} of ECR, and the lab has {available.Length}",
                "Leave registries out with STEVEDORE__REGISTRIES__<name>__PUSH=false, or name another lab with --lab."
            );
    }

    private static string Variable(RegistryPlan registry, string key) =>
        $"STEVEDORE__REGISTRIES__{registry.Name.ToUpperInvariant().Replace('-', '_')}__{key}";
}
