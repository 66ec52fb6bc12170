using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>Every kind of place that credentials come from.</summary>
public sealed class CredentialSources(IEnumerable<ICredentialSource> sources)
{
    private readonly ImmutableArray<ICredentialSource> sources = [.. sources];

    /// <summary>The credential; null when there is none, which means anonymous access.</summary>
    public Task<RegistryCredential?> Read(CredentialRequest request, CancellationToken cancellation) =>
        sources.First(source => source.SettingsType.IsInstanceOfType(request.Settings)).Read(request, cancellation);
}
