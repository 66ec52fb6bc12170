using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings;

namespace Stevedore.Registries.Plain;

/// <summary>Names in a registry that is just a host: <c>&lt;host&gt;/&lt;repository&gt;</c>.</summary>
public sealed class PlainNaming : IRegistryNaming
{
    /// <inheritdoc/>
    public Type SettingsType => typeof(PlainRegistrySettings);

    /// <inheritdoc/>
    public RegistryPlan Plan(string name, RegistrySettings settings, RegistryFacts? facts) =>
        new(name, settings, ((PlainRegistrySettings)settings).Host!, null, null, settings.Push ?? true);

    /// <inheritdoc/>
    public bool IsPrivate(RegistryPlan registry) => !SharedHosts.Has(registry.Host);

    /// <inheritdoc/>
    public (ImageReference Reference, string? Note) Refer(RegistryPlan registry, RepositoryName repository) =>
        (new(registry.Host, repository), null);
}
