using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>Every kind of place that credentials come from.</summary>
public sealed class CredentialSources(IEnumerable<ICredentialSource> sources)
{
    private readonly ImmutableArray<ICredentialSource> sources = [.. sources];

    /// <summary>Says what the run will ask for. Fetches nothing yet.</summary>
    public void Expect(IReadOnlyCollection<CredentialSettings> settings)
    {
        foreach (var source in sources)
        {
            source.Expect(settings.Where(source.SettingsType.IsInstanceOfType));
        }
    }

    /// <summary>The credential; null when there is none, which means anonymous access.</summary>
    public Task<RegistryCredential?> Read(CredentialRequest request, CancellationToken cancellation) =>
        sources.First(source => source.SettingsType.IsInstanceOfType(request.Settings)).Read(request, cancellation);
}
