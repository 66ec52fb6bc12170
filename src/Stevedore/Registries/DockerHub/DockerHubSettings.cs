using Stevedore.Settings;

namespace Stevedore.Registries.DockerHub;

/// <summary>Docker Hub.</summary>
public sealed class DockerHubSettings : RegistrySettings
{
    /// <inheritdoc/>
    public override string Type => "docker-hub";

    /// <summary>The user or organization. Default: the user of DOCKER_USERNAME or DOCKERHUB_USER, of <c>credentials.username</c>, or of the variable of <c>credentials.environment</c>. Required to push with other credentials, which tell their user only when they are read.</summary>
    [Setting(Rule = typeof(NamespaceRule))]
    public string? Namespace { get; set; }

    /// <summary>Default: DOCKER_USERNAME/DOCKER_TOKEN or DOCKERHUB_USER/DOCKERHUB_TOKEN when set, else docker's own config.</summary>
    public CredentialSettings? Credentials { get; set; }
}
