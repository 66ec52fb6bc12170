using System.Text.Json.Serialization.Metadata;
using Stevedore.Settings.Layers;
using Stevedore.Settings.Rules;
using static Stevedore.Settings.Shapes.ShapeKey;

namespace Stevedore.Settings.Shapes;

/// <summary>One way to write <c>credentials</c> as an object.</summary>
/// <param name="Key">The key that tells it from the others.</param>
/// <param name="IsNested">Whether its keys stand in an object of their own below <paramref name="Key"/>.</param>
/// <param name="Keys">Its keys.</param>
/// <param name="Bind">The object of these keys as settings.</param>
/// <param name="Info">Its metadata; a function, for the metadata is dear.</param>
internal sealed record CredentialForm(
    string Key,
    bool IsNested,
    ImmutableArray<ShapeKey> Keys,
    Func<SettingNode, CredentialSettings> Bind,
    Func<JsonTypeInfo> Info
)
{
    public const string DockerConfig = "docker-config";

    public static ImmutableArray<CredentialForm> All { get; } =
    [
        new(
            "secretsManager",
            IsNested: false,
            [
                Text("secretsManager", NameRules.Place, isRequired: true),
                Text("usernameKey", NameRules.Place),
                Text("passwordKey", NameRules.Place),
                Text("username", NameRules.User),
                Text("versionStage"),
                Text("versionId"),
                Text("region", AwsRules.Region),
                Text("role", AwsRules.Role),
            ],
            SecretsManager,
            () => SettingsJson.Bound.SecretsManagerCredentialSettings
        ),
        new(
            "parameterStore",
            IsNested: true,
            [
                Text("username", NameRules.Place, isRequired: true),
                Text("password", NameRules.Place, isRequired: true),
                Text("region", AwsRules.Region),
                Text("role", AwsRules.Role),
            ],
            ParameterStore,
            () => SettingsJson.Bound.ParameterStoreCredentialSettings
        ),
        new(
            "environment",
            IsNested: true,
            [Text("username", NameRules.Variable, isRequired: true), Text("password", NameRules.Variable, isRequired: true)],
            node => new EnvironmentCredentialSettings(node.TextOf("username")!, node.TextOf("password")!),
            () => SettingsJson.Bound.EnvironmentCredentialSettings
        ),
    ];

    /// <summary>The shape of every form together.</summary>
    public static Shape Shape { get; } =
        new(
            ShapeKind.Credentials,
            null,
            [
                .. All.SelectMany(form => form.IsNested ? [new ShapeKey(form.Key, Shapes.Shape.Object(form.Keys))] : form.Keys)
                    .DistinctBy(key => key.Name),
            ]
        );

    public static CredentialSettings? Of(SettingNode? node) =>
        node is null ? null
        : All.FirstOrDefault(form => node[form.Key] is not null) is { } form ? form.Bind(form.IsNested ? node[form.Key]! : node)
        : new DockerConfigCredentialSettings();

    private static ParameterStoreCredentialSettings ParameterStore(SettingNode node) =>
        new(node.TextOf("username")!, node.TextOf("password")!, node.TextOf("region"), node.TextOf("role"));

    private static SecretsManagerCredentialSettings SecretsManager(SettingNode node) =>
        new(
            node.TextOf("secretsManager")!,
            node.TextOf("usernameKey"),
            node.TextOf("passwordKey"),
            node.TextOf("username"),
            node.TextOf("versionStage"),
            node.TextOf("versionId"),
            node.TextOf("region"),
            node.TextOf("role")
        );
}
