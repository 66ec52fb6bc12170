using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>A manifest's name in a repository of a registry.</summary>
/// <param name="Client">The registry.</param>
/// <param name="Repository">The repository.</param>
/// <param name="Reference">A tag or a digest.</param>
public sealed record ManifestPlace(RegistryClient Client, RepositoryName Repository, string Reference)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Client.Host}/{Repository}{RegistryEndpoint.Separator(Reference)}{Reference}";
}
