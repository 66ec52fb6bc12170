namespace Stevedore.Settings.Shapes;

/// <summary>One way to write <c>credentials</c> as an object.</summary>
/// <param name="Key">The key that tells it from the others.</param>
/// <param name="IsNested">Whether its keys stand in an object of their own below <paramref name="Key"/>.</param>
/// <param name="Shape">Its keys.</param>
internal sealed record CredentialForm(string Key, bool IsNested, Shape Shape)
{
    public const string DockerConfig = "docker-config";

    public static ImmutableArray<CredentialForm> All { get; } =
    [
        new("secretsManager", IsNested: false, TypeShape.Of(typeof(SecretsManagerCredentialSettings))),
        new("parameterStore", IsNested: true, TypeShape.Of(typeof(ParameterStoreCredentialSettings))),
        new("environment", IsNested: true, TypeShape.Of(typeof(EnvironmentCredentialSettings))),
    ];

    /// <summary>The keys of every form together.</summary>
    public static ImmutableArray<ShapeKey> Keys { get; } =
    [.. All.SelectMany(form => form.IsNested ? [form.Nested] : form.Shape.Keys).DistinctBy(key => key.Name)];

    private ShapeKey Nested => new(Key, Shape, Property: null, Rule: null, IsRequired: false, Default: null);
}
