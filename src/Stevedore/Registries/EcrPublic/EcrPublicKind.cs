using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings;

namespace Stevedore.Registries.EcrPublic;

/// <summary>Amazon ECR Public: <c>public.ecr.aws/&lt;alias&gt;/&lt;repository&gt;</c>.</summary>
internal sealed class EcrPublicKind : RegistryKind
{
    private const string Host = "public.ecr.aws";

    /// <inheritdoc/>
    public override string Type => "ecr-public";

    /// <inheritdoc/>
    public override Type SettingsType => typeof(EcrPublicSettings);

    /// <inheritdoc/>
    public override KeyFault? FaultOf(RegistrySettings settings) =>
        settings is EcrPublicSettings { Push: true, Alias: null }
            ? new("alias", new("missing, and the registry is pushed to", "write the part behind public.ecr.aws/, or set push to false"))
            : null;

    /// <inheritdoc/>
    public override RegistryPlan Plan(string name, RegistrySettings settings, RegistryFacts? facts) =>
        new(name, settings, Host, null, null, settings.Push ?? true) { LoginFix = $"Check the role of registries.{name}." };

    /// <inheritdoc/>
    public override (ImageReference Reference, string? Note) Refer(RegistryPlan registry, RepositoryName repository) =>
        (new(registry.Host, RepositoryName.Parse($"{((EcrPublicSettings)registry.Settings).Alias}/{repository}")), null);

    /// <inheritdoc/>
    public override ImmutableArray<RehearsedKey> Rehearsed(RegistryPlan registry) =>
        ((EcrPublicSettings)registry.Settings).Role is { } role ? [new("role", role, RehearsedKey.Role)] : [];

    /// <summary>The repository as ECR Public's own API names it: without the alias.</summary>
    public static string Repository(RegistryPlan registry, ImageReference reference) =>
        reference.Repository.Value[(((EcrPublicSettings)registry.Settings).Alias!.Length + 1)..];
}
