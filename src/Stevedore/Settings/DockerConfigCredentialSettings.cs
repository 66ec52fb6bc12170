namespace Stevedore.Settings;

/// <summary>What docker itself would use: the <c>auths</c>, <c>credHelpers</c> and <c>credsStore</c> of its config.</summary>
public sealed record DockerConfigCredentialSettings : CredentialSettings;
