using Stevedore.Settings;
using Stevedore.Settings.Rules;

namespace Stevedore.Registries.Ecr;

/// <summary>A private registry of Amazon ECR: one account in one region.</summary>
public sealed class EcrSettings : RegistrySettings
{
    /// <inheritdoc/>
    public override string Type => "ecr";

    /// <summary>Twelve digits. Default: AWS_ACCOUNT_ID, the host of REPOSITORY_URI, the account of the CodeBuild build, else the caller's, asked of STS.</summary>
    [Setting(Rule = typeof(AccountRule))]
    public string? Account { get; set; }

    /// <summary>Default: AWS_REGION, AWS_DEFAULT_REGION, else the region of the AWS profile.</summary>
    [Setting(Rule = typeof(RegionRule))]
    public string? Region { get; set; }

    /// <summary>A host for FIPS or dual-stack, such as 111122223333.dkr-ecr.eu-west-1.on.aws. Default: the host of REPOSITORY_URI, else the usual one of account and region.</summary>
    [Setting(Rule = typeof(EcrHostRule))]
    public string? Endpoint { get; set; }

    /// <summary>The ARN of a role to assume for this registry. Default: none.</summary>
    [Setting(Rule = typeof(RoleRule))]
    public string? Role { get; set; }

    /// <summary>Whether missing repositories are created. Default: true.</summary>
    [Setting(Default = true)]
    public bool? CreateRepositories { get; set; }

    /// <summary>Whether repositories are created with immutable tags, but for the moving ones. Default: true.</summary>
    [Setting(Default = true)]
    public bool? ImmutableTags { get; set; }
}
