using Stevedore.Settings.Rules;

namespace Stevedore.Settings;

/// <summary>Two environment variables.</summary>
/// <param name="Username">The name of the variable that holds the user name.</param>
/// <param name="Password">The name of the variable that holds the password or token.</param>
public sealed record EnvironmentCredentialSettings(
    [property: Setting(Rule = typeof(VariableRule), IsRequired = true)] string Username,
    [property: Setting(Rule = typeof(VariableRule), IsRequired = true)] string Password
) : CredentialSettings;
