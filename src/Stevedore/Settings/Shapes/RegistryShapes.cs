using Stevedore.Settings.Layers;
using Stevedore.Settings.Rules;
using static Stevedore.Settings.Shapes.ShapeKey;

namespace Stevedore.Settings.Shapes;

/// <summary>The kinds of registry of this package.</summary>
internal static class RegistryShapes
{
    public static ImmutableArray<RegistryKind> All { get; } =
    [
        new("ecr", () => SettingsJson.Bound.EcrSettings, Ecr(), BindEcr),
        new("ecr-public", () => SettingsJson.Bound.EcrPublicSettings, EcrPublic(), BindEcrPublic),
        new("docker-hub", () => SettingsJson.Bound.DockerHubSettings, DockerHub(), BindDockerHub),
        new("registry", () => SettingsJson.Bound.PlainRegistrySettings, Plain(), BindPlain),
    ];

    private static Shape Ecr() =>
        Shape.Object(
            Text("type"),
            Text("account", AwsRules.Account),
            Text("region", AwsRules.Region),
            Text("role", AwsRules.Role),
            Flag("createRepositories"),
            Flag("immutableTags"),
            Flag("push")
        );

    private static Shape EcrPublic() =>
        Shape.Object(Text("type"), Text("alias", NameRules.Alias), Text("role", AwsRules.Role), Flag("createRepositories"), Flag("push"));

    private static Shape DockerHub() =>
        Shape.Object(Text("type"), Text("namespace", NameRules.Namespace), new("credentials", CredentialForm.Shape), Flag("push"));

    private static Shape Plain() =>
        Shape.Object(Text("type"), Text("host", NameRules.Host), Text("ca"), new("credentials", CredentialForm.Shape), Flag("push"));

    private static EcrSettings BindEcr(SettingNode node) =>
        new()
        {
            Account = node.TextOf("account"),
            Region = node.TextOf("region"),
            Role = node.TextOf("role"),
            CreateRepositories = node.FlagOf("createRepositories"),
            ImmutableTags = node.FlagOf("immutableTags"),
            Push = node.FlagOf("push"),
        };

    private static EcrPublicSettings BindEcrPublic(SettingNode node) =>
        new()
        {
            Alias = node.TextOf("alias"),
            Role = node.TextOf("role"),
            CreateRepositories = node.FlagOf("createRepositories"),
            Push = node.FlagOf("push"),
        };

    private static DockerHubSettings BindDockerHub(SettingNode node) =>
        new()
        {
            Namespace = node.TextOf("namespace"),
            Credentials = CredentialForm.Of(node["credentials"]),
            Push = node.FlagOf("push"),
        };

    private static PlainRegistrySettings BindPlain(SettingNode node) =>
        new()
        {
            Host = node.TextOf("host"),
            Ca = node.TextOf("ca"),
            Credentials = CredentialForm.Of(node["credentials"]),
            Push = node.FlagOf("push"),
        };
}
