using Stevedore.Settings;

namespace Stevedore.Planning;

/// <summary>A key of a registry's settings, and what a rehearsal puts in its place.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Outside">What it is outside the lab, in words.</param>
/// <param name="Inside">
/// What it is in the lab. <c>{account}</c>, <c>{region}</c> and <c>{role}</c> are the AWS account, the region and a role that stand in for the
/// registry's, and <c>{NAME}</c> is a variable that the lab's <c>up</c> prints.
/// </param>
public sealed record RehearsedKey(string Key, string Outside, string Inside)
{
    /// <summary>The AWS account that stands in for the registry's.</summary>
    public const string Account = "{account}";

    /// <summary>The AWS region that stands in for the registry's.</summary>
    public const string Region = "{region}";

    /// <summary>A role of the account that stands in, for one that leads out.</summary>
    public const string Role = "{role}";

    /// <summary>The host of the lab's registry without accounts.</summary>
    public const string Host = "{STEVEDORE_LAB_REGISTRY}";

    /// <summary>The lab's credentials, for which <see cref="Inside"/> is only a name; null where that is the value.</summary>
    public CredentialSettings? Credentials { get; init; }

    /// <summary>The key <c>credentials</c>.</summary>
    /// <param name="outside">Where they are outside the lab; null for docker's own config.</param>
    /// <param name="inside">What they are in the lab, in words.</param>
    /// <param name="credentials">Where they are there.</param>
    public static RehearsedKey OfCredentials(CredentialSettings? outside, string inside, CredentialSettings credentials) =>
        new("credentials", Said(outside), inside) { Credentials = credentials };

    private static string Said(CredentialSettings? credentials) =>
        credentials switch
        {
            SecretsManagerCredentialSettings secret => $"the secret {secret.SecretsManager}",
            ParameterStoreCredentialSettings parameters => $"the parameters {parameters.Username} and {parameters.Password}",
            EnvironmentCredentialSettings variables => $"the variables {variables.Username} and {variables.Password}",
            null or DockerConfigCredentialSettings => "docker-config",
            _ => "that of the settings",
        };
}
