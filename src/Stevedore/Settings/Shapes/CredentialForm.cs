using System.Text.Json.Serialization.Metadata;

namespace Stevedore.Settings.Shapes;

/// <summary>One way to write <c>credentials</c> as an object.</summary>
/// <param name="Key">The key that tells it from the others.</param>
/// <param name="Info">Its keys.</param>
/// <param name="IsNested">Whether its keys stand in an object of their own below <paramref name="Key"/>.</param>
internal sealed record CredentialForm(string Key, JsonTypeInfo Info, bool IsNested)
{
    public const string DockerConfig = "docker-config";

    public static ImmutableArray<CredentialForm> All { get; } =
    [
        new("secretsManager", SettingsJson.Bound.SecretsManagerCredentialSettings, IsNested: false),
        new("parameterStore", SettingsJson.Bound.ParameterStoreCredentialSettings, IsNested: true),
        new("environment", SettingsJson.Bound.EnvironmentCredentialSettings, IsNested: true),
    ];
}
