using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>Copies an image between repositories, byte for byte, so that its digest stays.</summary>
/// <remarks>
/// <c>docker buildx imagetools create</c> would copy an index too, but wraps a single manifest in a list and so changes its digest.
/// </remarks>
internal static class ManifestCopy
{
    /// <summary>Copies what is not there yet: first the layers, then the manifests of the platforms, last the name.</summary>
    /// <exception cref="RegistryException">A registry refuses something, or does not have what it says.</exception>
    public static async Task Copy(ManifestPlace source, ManifestPlace to, CancellationToken cancellation)
    {
        await new ImageCopy(source, to, cancellation).Run();
    }
}

/// <summary>A manifest's name in a repository of a registry.</summary>
/// <param name="Client">The registry.</param>
/// <param name="Repository">The repository.</param>
/// <param name="Reference">A tag or a digest.</param>
internal sealed record ManifestPlace(RegistryClient Client, RepositoryName Repository, string Reference)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Client.Host}/{Repository}{RegistryEndpoint.Separator(Reference)}{Reference}";
}
