using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>Gets credentials from where the settings say that they are: for kinds of registries, a build's own included.</summary>
public interface ICredentials
{
    /// <summary>The credential; null when there is none, which means anonymous access.</summary>
    /// <exception cref="StevedoreException">It cannot be had; says which secret, key or permission is at fault.</exception>
    Task<RegistryCredential?> Read(CredentialRequest request, CancellationToken cancellation);
}

/// <inheritdoc/>
internal sealed class CredentialSources(IEnumerable<ICredentialSource> sources) : ICredentials
{
    private readonly ImmutableArray<ICredentialSource> sources = [.. sources];

    /// <inheritdoc/>
    public Task<RegistryCredential?> Read(CredentialRequest request, CancellationToken cancellation) =>
        sources.First(source => source.SettingsType.IsInstanceOfType(request.Settings)).Read(request, cancellation);
}
