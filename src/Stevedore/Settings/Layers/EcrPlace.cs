using Stevedore.Settings.Rules;

namespace Stevedore.Settings.Layers;

/// <summary>What well-known variables say of the account and region of a registry of ECR.</summary>
internal sealed class EcrPlace(SettingFaults faults, WellKnownVariables variables)
{
    /// <param name="name">The registry.</param>
    /// <param name="over">What the layers above say of it.</param>
    /// <param name="registry">Takes what is offered.</param>
    /// <param name="uri">The repository that a variable names; null for none.</param>
    public void Offer(string name, SettingNode? over, SettingNode registry, (Origin Origin, RepositoryUri Uri)? uri)
    {
        if (uri is var (origin, known))
        {
            Agree(origin, over?["account"], $"registries.{name}.account", known.Account);
            Agree(origin, over?["region"], $"registries.{name}.region", known.Region);
            if (over?["account"] is null && variables.First("AWS_ACCOUNT_ID") is { } account)
            {
                Agree(origin, SettingNode.Text(account.Origin, account.Text), "", known.Account);
            }

            registry.Offer(over, "account", SettingNode.Text(origin, known.Account));
            registry.Offer(over, "region", SettingNode.Text(origin, known.Region));
        }

        // AWS_REGION is where the build runs, which CodeBuild always says; a host says where the registry is.
        Offer(registry, over, "region", AwsRules.Region, "AWS_REGION", "AWS_DEFAULT_REGION");
        // AWS_ACCOUNT_ID is the account that the build runs in, which a role may leave.
        if (over?["role"] is null)
        {
            Offer(registry, over, "account", AwsRules.Account, "AWS_ACCOUNT_ID");
        }
    }

    private void Agree(Origin origin, SettingNode? setting, string path, string ofHost)
    {
        if (setting?.Value is { } value && value != ofHost)
        {
            var problem = $"'{value}' disagrees with '{ofHost}' in the host of {origin.Source}";
            faults.Add(setting.Origin, path, problem, "correct one, or unset the variable");
        }
    }

    private void Offer(
        SettingNode registry,
        SettingNode? over,
        string key,
        Func<string, Complaint?> rule,
        params ReadOnlySpan<string> names
    )
    {
        if (over?[key] is not null || registry[key] is not null || variables.First(names) is not { } said)
        {
            return;
        }

        if (rule(said.Text) is { } complaint)
        {
            faults.Add(said.Origin, "", complaint);
        }

        registry.Offer(over, key, SettingNode.Text(said.Origin, said.Text));
    }
}
