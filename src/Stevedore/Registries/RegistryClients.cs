using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Stevedore.Registries.Distribution;

namespace Stevedore.Registries;

/// <summary>Connections over one pool a process, and one more for each further authority.</summary>
public sealed class RegistryClients : IRegistryClients, IDisposable
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, HttpClient> pools = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public RegistryClient Connect(string host, RegistryCredential? credential, string? authority = null) =>
        new(new(pools.GetOrAdd(authority ?? "", Pool), host, credential));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var pool in pools.Values)
        {
            pool.Dispose();
        }
    }

    private static HttpClient Pool(string authority)
    {
        var security = authority.Length > 0 ? Trusting(authority) : new SslClientAuthenticationOptions();
        return new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15), SslOptions = security })
        {
            Timeout = TimeSpan.FromMinutes(10),
        };
    }

    private static SslClientAuthenticationOptions Trusting(string authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authority);
        return new() { CertificateChainPolicy = policy };
    }
}
