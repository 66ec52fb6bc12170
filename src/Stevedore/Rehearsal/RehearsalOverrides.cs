using Stevedore.Planning;
using Stevedore.Settings;

namespace Stevedore.Rehearsal;

/// <summary>Leads a plan's registries to those of the lab, so that a rehearsal can never reach a real one.</summary>
public static class RehearsalOverrides
{
    private static readonly ImmutableArray<string> Accounts = ["123456789012", "210987654321"];
    private static readonly ImmutableArray<string> Regions = ["eu-central-1", "us-east-1"];

    /// <summary>Settings as environment variables, which beat the settings file.</summary>
    /// <param name="plan">The plan as it would be shipped.</param>
    /// <param name="plainRegistry">The host of the lab's registry without accounts; null when it has none.</param>
    /// <exception cref="StevedoreException">The plan has more accounts or regions than the lab.</exception>
    public static ImmutableDictionary<string, string> Of(ShipPlan plan, string? plainRegistry)
    {
        var ecr = plan.Registries.Where(registry => registry.Settings is EcrSettings).ToArray();
        var accounts = Map("accounts", ecr.Select(registry => registry.Account), Accounts);
        var regions = Map("regions", ecr.Select(registry => registry.Region), Regions);
        var variables = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var registry in ecr)
        {
            variables[Variable(registry, "ACCOUNT")] = accounts[registry.Account ?? ""];
            variables[Variable(registry, "REGION")] = regions[registry.Region ?? ""];
        }

        foreach (var registry in plan.Registries.Where(registry => registry.Settings is PlainRegistrySettings && plainRegistry is not null))
        {
            variables[Variable(registry, "HOST")] = plainRegistry!;
        }

        return variables.ToImmutable();
    }

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
        $"STEVEDORE__REGISTRIES__{registry.Name.ToUpperInvariant()}__{key}";
}
