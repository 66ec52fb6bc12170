namespace Stevedore.Settings.Shapes;

/// <summary>One way to write <c>credentials</c> as an object.</summary>
/// <param name="Key">The key that tells it from the others.</param>
/// <param name="IsNested">Whether its keys stand in an object of their own below <paramref name="Key"/>.</param>
/// <param name="Place">What user name and password have one each of; null where both are in one secret.</param>
/// <param name="Shape">Its keys.</param>
internal sealed record CredentialForm(string Key, bool IsNested, string? Place, Shape Shape)
{
    public const string DockerConfig = "docker-config";

    public static ImmutableArray<CredentialForm> All { get; } =
    [
        new("secretsManager", IsNested: false, Place: null, TypeShape.Of(typeof(SecretsManagerCredentialSettings))),
        new("parameterStore", IsNested: true, "parameter", TypeShape.Of(typeof(ParameterStoreCredentialSettings))),
        new("environment", IsNested: true, "variable", TypeShape.Of(typeof(EnvironmentCredentialSettings))),
    ];

    /// <summary>The keys of every form together.</summary>
    public static ImmutableArray<ShapeKey> Keys { get; } =
    [.. All.SelectMany(form => form.IsNested ? [form.Nested] : form.Shape.Keys).DistinctBy(key => key.Name)];

    /// <summary>The key of every form, as a sentence lists them.</summary>
    /// <param name="last">The word before the last.</param>
    public static string Names(string last) => $"{string.Join(", ", All[..^1].Select(form => form.Key))} {last} {All[^1].Key}";

    private ShapeKey Nested => new(Key, Shape, Property: null, Rule: null, IsRequired: false, Default: null);
}
