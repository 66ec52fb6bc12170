using System.ComponentModel;

namespace Stevedore.Settings;

/// <summary>Two parameters of AWS Systems Manager Parameter Store, usually SecureStrings.</summary>
/// <param name="Username">The name of the parameter that holds the user name.</param>
/// <param name="Password">The name of the parameter that holds the password or token.</param>
/// <param name="Region">Default: the run's region.</param>
/// <param name="Role">The ARN of a role to assume for reading them. Default: none.</param>
public sealed record ParameterStoreCredentialSettings(
    [property: Description("The name of the parameter that holds the user name.")] string Username,
    [property: Description("The name of the parameter that holds the password or token.")] string Password,
    [property: Description("Default: the run's region.")] string? Region = null,
    [property: Description("The ARN of a role to assume for reading them. Default: none.")] string? Role = null
) : CredentialSettings;
