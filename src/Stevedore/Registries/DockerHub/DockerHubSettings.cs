using Stevedore.Settings;

namespace Stevedore.Registries.DockerHub;

/// <summary>Docker Hub.</summary>
public sealed class DockerHubSettings : RegistrySettings
{
    /// <inheritdoc/>
    public override string Type => "docker-hub";

    /// <summary>The user or organization. Default: the user that the credentials name.</summary>
    [Setting(Rule = typeof(NamespaceRule))]
    public string? Namespace { get; set; }

    /// <summary>Default: DOCKER_USERNAME/DOCKER_TOKEN or DOCKERHUB_USER/DOCKERHUB_TOKEN when set, else docker's own config.</summary>
    public CredentialSettings? Credentials { get; set; }
}
