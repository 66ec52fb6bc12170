namespace Stevedore.Settings.Rules;

/// <summary>Which rule holds for which key.</summary>
internal static class ValueRules
{
    private static readonly ValueRule Path = ValueRule.Of(PathRule.Inside);
    private static readonly ValueRule Role = ValueRule.Of(AwsRules.Role);
    private static readonly ValueRule Region = ValueRule.Of(AwsRules.Region);
    private static readonly ValueRule Variable = ValueRule.Of(NameRules.Variable);
    private static readonly ValueRule Platforms = new() { Value = PlatformRule.Platform, NeedsItem = true };

    public static ValueRule? Of(Type owner, string key) =>
        (owner.Name, key) switch
        {
            (nameof(ImageSettings), _) => OfImage(key),
            (nameof(EcrSettings), "account") => ValueRule.Of(AwsRules.Account),
            (nameof(EcrPublicSettings), "alias") => ValueRule.Of(NameRules.Alias),
            (nameof(DockerHubSettings), "namespace") => ValueRule.Of(NameRules.Namespace),
            (nameof(PlainRegistrySettings), "host") => ValueRule.Of(NameRules.Host),
            (nameof(TagSettings), "tag") => ValueRule.Of(TemplateRule.Tag),
            (nameof(TagSettings), "on") => ValueRule.Of(RefRule.Ref),
            (nameof(EnvironmentCredentialSettings), "username" or "password") => Variable,
            (nameof(AttestationSettings), "provenance") => ValueRule.OneOf("min", "max", "none"),
            (nameof(BuilderSettings), _) => OfBuilder(key),
            (nameof(DefinitionsSettings), "pin") => ValueRule.OneOf("tag", "digest"),
            _ when owner.IsAssignableTo(typeof(StevedoreSettings)) => OfTop(key),
            _ when owner.Namespace == typeof(StevedoreSettings).Namespace => OfAws(key),
            _ => null,
        };

    private static ValueRule? OfTop(string key) =>
        key switch
        {
            "platforms" => Platforms,
            "images" => new() { Key = NameRules.Image },
            "registries" => new() { Key = NameRules.Registry },
            "tags" => new() { NeedsItem = true },
            "push" => ValueRule.Of(RefRule.Ref),
            _ => null,
        };

    private static ValueRule? OfImage(string key) =>
        key switch
        {
            "context" => Path,
            "dockerfile" => ValueRule.Of(PathRule.Relative),
            "args" => ValueRule.Of(TemplateRule.Argument),
            "contexts" => ValueRule.Of(ContextRule.Context),
            "repository" => ValueRule.Of(NameRules.Repository),
            "tagPrefix" => ValueRule.Of(NameRules.TagPrefix),
            "container" => ValueRule.Of(NameRules.Container),
            "platforms" => Platforms,
            "secrets" => ValueRule.Of(SecretRule.Source),
            "cache" => ValueRule.OneOf("registry", "inline", "none"),
            _ => null,
        };

    private static ValueRule? OfBuilder(string key) =>
        key switch
        {
            "driver" => ValueRule.OneOf("auto", "docker", "docker-container", "remote", "kubernetes", "cloud"),
            "emulation" => ValueRule.OneOf("auto", "install", "check", "none"),
            "config" => Path,
            _ => null,
        };

    private static ValueRule? OfAws(string key) =>
        key switch
        {
            "region" => Region,
            "role" => Role,
            _ => null,
        };
}
