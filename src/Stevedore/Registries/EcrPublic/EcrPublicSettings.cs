using Stevedore.Settings;
using Stevedore.Settings.Rules;

namespace Stevedore.Registries.EcrPublic;

/// <summary>Amazon ECR Public: <c>public.ecr.aws</c>, always by way of us-east-1.</summary>
public sealed class EcrPublicSettings : RegistrySettings
{
    /// <inheritdoc/>
    public override string Type => "ecr-public";

    /// <summary>The registry's alias, the first segment of its references. Required to push.</summary>
    [Setting(Rule = typeof(AliasRule))]
    public string? Alias { get; set; }

    /// <summary>The ARN of a role to assume for this registry. Default: none.</summary>
    [Setting(Rule = typeof(RoleRule))]
    public string? Role { get; set; }

    /// <summary>Whether missing repositories are created. Default: true.</summary>
    [Setting(Default = true)]
    public bool? CreateRepositories { get; set; }
}
