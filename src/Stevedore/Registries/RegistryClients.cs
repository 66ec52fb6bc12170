using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Stevedore.Credentials;
using Stevedore.Registries.Distribution;

namespace Stevedore.Registries;

/// <summary>Connections over one pool a process, and one more for each further authority.</summary>
internal sealed class RegistryClients : IRegistryClients, IDisposable
{
    private readonly IWebProxy proxy;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, HttpClient> pools = new(StringComparer.Ordinal);

    /// <summary>Goes through the machine's proxy, where it has one.</summary>
    public RegistryClients()
        : this(HttpClient.DefaultProxy) { }

    internal RegistryClients(IWebProxy machine) => proxy = new ProxyForOthers(machine);

    /// <inheritdoc/>
    public RegistryClient Connect(
        string host,
        RegistryCredential? credential,
        string? authority = null,
        CredentialRenewal? renewal = null
    ) => new(new(pools.GetOrAdd(authority ?? "", Pool), host, credential, renewal));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var pool in pools.Values)
        {
            pool.Dispose();
        }
    }

    private HttpClient Pool(string authority)
    {
        var security = authority.Length > 0 ? Trusting(authority) : new SslClientAuthenticationOptions();
        return new(
            new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(15),
                SslOptions = security,
                Proxy = proxy,
                // Who may be told what is decided anew at every address.
                AllowAutoRedirect = false,
            }
        )
        {
            Timeout = TimeSpan.FromMinutes(10),
        };
    }

    private static SslClientAuthenticationOptions Trusting(string authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(authority);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StevedoreException(
                $"Cannot trust the authority in {authority}",
                File.Exists(authority) ? "it cannot be read as PEM certificates" : "there is no such file",
                "Correct the registry's `ca`; it is relative to the repository.",
                cause
            );
        }

        return new() { CertificateChainPolicy = policy };
    }
}
