using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings;

namespace Stevedore.Registries.Ecr;

/// <summary>Names in Amazon ECR: <c>&lt;account&gt;.dkr.ecr.&lt;region&gt;.&lt;dns suffix&gt;/&lt;repository&gt;</c>.</summary>
public sealed class EcrNaming : IRegistryNaming
{
    /// <inheritdoc/>
    public Type SettingsType => typeof(EcrSettings);

    /// <inheritdoc/>
    public RegistryPlan Plan(string name, RegistrySettings settings, RegistryFacts? facts)
    {
        var ecr = (EcrSettings)settings;
        // Who takes a role of another account ships there, wherever the build runs.
        var account = ecr.Account ?? AccountOf(ecr.Role) ?? facts?.Account;
        var region = ecr.Region ?? facts?.Region;
        var host = $"{account ?? "<account>"}.dkr.ecr.{region ?? "<region>"}.{DnsSuffix(region)}";
        return new(name, settings, host, account, region, settings.Push ?? true);
    }

    /// <inheritdoc/>
    public bool IsPrivate(RegistryPlan registry) => true;

    /// <inheritdoc/>
    public (ImageReference Reference, string? Note) Refer(RegistryPlan registry, RepositoryName repository) =>
        (new(registry.Host, repository), null);

    // A role belongs to the account that it gives access to: arn:aws:iam::123456789012:role/push
    private static string? AccountOf(string? role) => role?.Split(':') is [_, _, _, _, { Length: 12 } account, ..] ? account : null;

    // The partitions of https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
    private static string DnsSuffix(string? region) =>
        region switch
        {
            ['c', 'n', '-', ..] => "amazonaws.com.cn",
            ['u', 's', '-', 'i', 's', 'o', '-', ..] => "c2s.ic.gov",
            ['u', 's', '-', 'i', 's', 'o', 'b', '-', ..] => "sc2s.sgov.gov",
            ['e', 'u', 's', 'c', '-', ..] => "amazonaws.eu",
            _ => "amazonaws.com",
        };
}
