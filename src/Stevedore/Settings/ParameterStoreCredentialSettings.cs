using Stevedore.Settings.Rules;

namespace Stevedore.Settings;

/// <summary>Two parameters of AWS Systems Manager Parameter Store, usually SecureStrings.</summary>
/// <param name="Username">The name of the parameter that holds the user name.</param>
/// <param name="Password">The name of the parameter that holds the password or token.</param>
/// <param name="Region">Default: the run's region.</param>
/// <param name="Role">The ARN of a role to assume for reading them. Default: none.</param>
public sealed record ParameterStoreCredentialSettings(
    [property: Setting(Rule = typeof(PlaceRule), IsRequired = true)] string Username,
    [property: Setting(Rule = typeof(PlaceRule), IsRequired = true)] string Password,
    [property: Setting(Rule = typeof(RegionRule))] string? Region = null,
    [property: Setting(Rule = typeof(RoleRule))] string? Role = null
) : CredentialSettings;
