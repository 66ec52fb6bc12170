using Stevedore.Settings.Rules;

namespace Stevedore.Settings;

/// <summary>Where a user name and password come from. Never the values themselves.</summary>
public abstract record CredentialSettings;

/// <summary>What docker itself would use: the <c>auths</c>, <c>credHelpers</c> and <c>credsStore</c> of its config.</summary>
public sealed record DockerConfigCredentialSettings : CredentialSettings;

/// <summary>Two environment variables.</summary>
/// <param name="Username">The name of the variable that holds the user name.</param>
/// <param name="Password">The name of the variable that holds the password or token.</param>
public sealed record EnvironmentCredentialSettings(
    [property: Setting(Rule = typeof(VariableRule), IsRequired = true)] string Username,
    [property: Setting(Rule = typeof(VariableRule), IsRequired = true)] string Password
) : CredentialSettings;

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

/// <summary>A secret of AWS Secrets Manager.</summary>
/// <param name="SecretsManager">Its name or ARN.</param>
/// <param name="UsernameKey">The JSON key of the user name. Default: <c>DOCKER_USERNAME</c>. Null with <paramref name="Username"/>.</param>
/// <param name="PasswordKey">The JSON key of the password or token. Default: <c>DOCKER_TOKEN</c>.</param>
/// <param name="Username">The user name itself, when the whole secret string is the password.</param>
/// <param name="VersionStage">Default: <c>AWSCURRENT</c>.</param>
/// <param name="VersionId">A version instead of a stage.</param>
/// <param name="Region">Default: the run's region, or that of the ARN.</param>
/// <param name="Role">The ARN of a role to assume for reading it. Default: none.</param>
public sealed record SecretsManagerCredentialSettings(
    [property: Setting(Rule = typeof(PlaceRule), IsRequired = true)] string SecretsManager,
    [property: Setting(Rule = typeof(PlaceRule))] string? UsernameKey = null,
    [property: Setting(Rule = typeof(PlaceRule))] string? PasswordKey = null,
    [property: Setting(Rule = typeof(UserRule))] string? Username = null,
    string? VersionStage = null,
    string? VersionId = null,
    [property: Setting(Rule = typeof(RegionRule))] string? Region = null,
    [property: Setting(Rule = typeof(RoleRule))] string? Role = null
) : CredentialSettings
{
    internal const string DefaultUsernameKey = "DOCKER_USERNAME";
    internal const string DefaultPasswordKey = "DOCKER_TOKEN";
}
