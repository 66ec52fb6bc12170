using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings;

namespace Stevedore.Registries.Plain;

/// <summary>A registry that is just a host: <c>&lt;host&gt;/&lt;repository&gt;</c>.</summary>
internal sealed class PlainKind : RegistryKind
{
    /// <inheritdoc/>
    public override string Type => "registry";

    /// <inheritdoc/>
    public override Type SettingsType => typeof(PlainRegistrySettings);

    /// <inheritdoc/>
    public override KeyFault? FaultOf(RegistrySettings settings) =>
        settings is PlainRegistrySettings { Host: null }
            ? new("host", new("missing", "write host or host:port, such as registry.example.com"))
            : null;

    /// <inheritdoc/>
    public override CredentialSettings CredentialsOf(RegistrySettings settings) =>
        ((PlainRegistrySettings)settings).Credentials ?? new DockerConfigCredentialSettings();

    /// <inheritdoc/>
    public override RegistryPlan Plan(string name, RegistrySettings settings, RegistryFacts? facts)
    {
        var plain = (PlainRegistrySettings)settings;
        return new(name, settings, plain.Host!, null, null, settings.Push ?? true) { Authority = plain.Ca };
    }

    /// <inheritdoc/>
    public override bool IsPrivate(RegistryPlan registry) => !SharedHosts.Has(registry.Host);

    /// <inheritdoc/>
    public override (ImageReference Reference, string? Note) Refer(RegistryPlan registry, RepositoryName repository) =>
        (new(registry.Host, repository), null);

    /// <inheritdoc/>
    public override ImmutableArray<RehearsedKey> Rehearsed(RegistryPlan registry) =>
        [
            new("host", registry.Host, RehearsedKey.Host),
            // The lab's has no accounts; those of the real one are not looked for.
            .. ((PlainRegistrySettings)registry.Settings).Credentials is { } credentials
                ? [RehearsedKey.OfCredentials(credentials, "docker-config", new DockerConfigCredentialSettings())]
                : Array.Empty<RehearsedKey>(),
        ];
}
