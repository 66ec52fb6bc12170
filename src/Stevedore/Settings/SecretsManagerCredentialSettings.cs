using System.ComponentModel;

namespace Stevedore.Settings;

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
    [property: Description("Its name or ARN.")] string SecretsManager,
    [property: Description("The JSON key of the user name. Default: DOCKER_USERNAME. Null with username.")] string? UsernameKey = null,
    [property: Description("The JSON key of the password or token. Default: DOCKER_TOKEN.")] string? PasswordKey = null,
    [property: Description("The user name itself, when the whole secret string is the password.")] string? Username = null,
    [property: Description("Default: AWSCURRENT.")] string? VersionStage = null,
    [property: Description("A version instead of a stage.")] string? VersionId = null,
    [property: Description("Default: the run's region, or that of the ARN.")] string? Region = null,
    [property: Description("The ARN of a role to assume for reading it. Default: none.")] string? Role = null
) : CredentialSettings
{
    internal const string DefaultUsernameKey = "DOCKER_USERNAME";
    internal const string DefaultPasswordKey = "DOCKER_TOKEN";
}
