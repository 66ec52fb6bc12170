using System.Net;
using Cake.Core;
using Cake.Core.Diagnostics;
using Stevedore.Credentials;
using Stevedore.Registries.Distribution;
using Stevedore.Runs;
using Stevedore.Terminal;

namespace Stevedore.Registries;

/// <summary>Connections over one pool a process, and one more for each further authority.</summary>
internal sealed class RegistryClients : IRegistryClients, IDisposable
{
    private readonly IWebProxy proxy;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, HttpClient> pools = new(StringComparer.Ordinal);

    private readonly TimeProvider clock;

    // A plan asks no registry.
    private readonly Lazy<RetryRules> retries;
    private readonly Func<string?> bundle;

    /// <summary>Goes through the machine's proxy, where it has one, and says on the log when it waits.</summary>
    public RegistryClients(ICakeEnvironment environment, ICakeLog log)
        : this(HttpClient.DefaultProxy, TimeProvider.System, log.Note, () => TrustedAuthorities.Bundle(environment.GetEnvironmentVariable))
    { }

    internal RegistryClients(IWebProxy machine, TimeProvider? clock = null, Action<string>? say = null, Func<string?>? bundle = null)
    {
        proxy = new ProxyForOthers(machine);
        this.clock = clock ?? TimeProvider.System;
        this.bundle = bundle ?? (() => null);
        retries = new(() => RetryRules.Of(this.clock, say ?? (_ => { })));
    }

    internal RegistryClients()
        : this(HttpClient.DefaultProxy) { }

    /// <inheritdoc/>
    public Task Prepare(CancellationToken cancellation) =>
        Task.WhenAll(Task.Run(TrustedAuthorities.Load, cancellation), Task.Run(() => retries.Value, cancellation));

    /// <inheritdoc/>
    public RegistryClient Connect(
        string host,
        RegistryCredential? credential,
        string? authority = null,
        CredentialRenewal? renewal = null
    ) => Connect(host, Task.FromResult(credential), authority, renewal);

    /// <inheritdoc/>
    public RegistryClient Connect(string host, Task<RegistryCredential?> credential, string? authority, CredentialRenewal? renewal) =>
        new(new(pools.GetOrAdd(authority ?? "", Pool), host, credential, renewal, retries.Value));

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
        (string File, string Setting)[] authorities =
        [
            .. new (string File, string Setting)[]
            {
                (authority, "the registry's `ca`; it is relative to the repository"),
                (bundle() ?? "", "AWS_CA_BUNDLE"),
            }.Where(one => one.File.Length > 0),
        ];
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(15),
            SslOptions = authorities.Length > 0 ? TrustedAuthorities.With(authorities) : new(),
            Proxy = proxy,
            PlaintextStreamFilter = (context, _) => ValueTask.FromResult<Stream>(new FreshConnection(context.PlaintextStream)),
            // Who may be told what is decided anew at every address.
            AllowAutoRedirect = false,
        };
        return new(new StallLimit(clock, new NamedProxy(proxy, handler))) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
