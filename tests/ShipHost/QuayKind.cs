using System.Collections.Immutable;
using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings;

namespace ShipHost;

/// <summary>A kind of registry of the build's own: <c>quay.io/&lt;organization&gt;/&lt;repository&gt;</c>, of one level.</summary>
public sealed class QuayKind : RegistryKind
{
    /// <inheritdoc/>
    public override string Type => "quay";

    /// <inheritdoc/>
    public override Type SettingsType => typeof(QuaySettings);

    /// <inheritdoc/>
    public override void Suggest(RegistrySuggestions open) => open.OfferFirst("organization", "QUAY_ORGANIZATION");

    /// <inheritdoc/>
    public override KeyFault? FaultOf(RegistrySettings settings) =>
        settings is QuaySettings { Organization: null } ? new("organization", new("missing", "name the organization")) : null;

    /// <inheritdoc/>
    public override CredentialSettings CredentialsOf(RegistrySettings settings) =>
        ((QuaySettings)settings).Credentials ?? new DockerConfigCredentialSettings();

    /// <inheritdoc/>
    public override string RepositoryOf(string repository) => repository.Replace('/', '-');

    /// <inheritdoc/>
    public override RegistryPlan Plan(string name, RegistrySettings settings, RegistryFacts? facts) =>
        new(name, settings, ((QuaySettings)settings).Host!, null, null, settings.Push ?? true);

    /// <inheritdoc/>
    public override (ImageReference Reference, string? Note) Refer(RegistryPlan registry, RepositoryName repository) =>
        (
            new(registry.Host, RepositoryName.Parse($"{((QuaySettings)registry.Settings).Organization}/{RepositoryOf(repository.Value)}")),
            null
        );

    /// <inheritdoc/>
    public override ImmutableArray<RehearsedKey> Rehearsed(RegistryPlan registry)
    {
        var quay = (QuaySettings)registry.Settings;
        return
        [
            new("host", registry.Host, RehearsedKey.Host),
            new("organization", quay.Organization!, "acme"),
            RehearsedKey.OfCredentials(quay.Credentials, "docker-config", new DockerConfigCredentialSettings()),
        ];
    }
}
