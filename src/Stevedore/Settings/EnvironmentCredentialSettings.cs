using System.ComponentModel;

namespace Stevedore.Settings;

/// <summary>Two environment variables.</summary>
/// <param name="Username">The name of the variable that holds the user name.</param>
/// <param name="Password">The name of the variable that holds the password or token.</param>
public sealed record EnvironmentCredentialSettings(
    [property: Description("The name of the variable that holds the user name.")] string Username,
    [property: Description("The name of the variable that holds the password or token.")] string Password
) : CredentialSettings;
