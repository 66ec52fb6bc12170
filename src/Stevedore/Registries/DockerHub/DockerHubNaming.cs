using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings;

namespace Stevedore.Registries.DockerHub;

/// <summary>Names in Docker Hub: <c>docker.io/&lt;namespace&gt;/&lt;repository&gt;</c>, of one level.</summary>
public sealed class DockerHubNaming : IRegistryNaming
{
    private const string Host = "docker.io";

    /// <inheritdoc/>
    public Type SettingsType => typeof(DockerHubSettings);

    /// <inheritdoc/>
    public RegistryPlan Plan(string name, RegistrySettings settings, RegistryFacts? facts) =>
        new(name, settings, Host, null, null, settings.Push ?? true);

    /// <inheritdoc/>
    public (ImageReference Reference, string? Note) Refer(RegistryPlan registry, RepositoryName repository)
    {
        var flat = repository.Value.Replace('/', '-');
        var reference = new ImageReference(
            registry.Host,
            RepositoryName.Parse($"{((DockerHubSettings)registry.Settings).Namespace}/{flat}")
        );
        return (
            reference,
            flat == repository.Value ? null : $"Docker Hub has one level of names: '{repository}' is {reference.Name} there."
        );
    }
}
