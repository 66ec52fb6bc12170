using System.Net;
using Stevedore.Images;

namespace Stevedore.Registries;

/// <summary>The machine's proxy for everybody but this machine: what it tells itself in the clear goes nowhere else.</summary>
internal sealed class ProxyForOthers(IWebProxy machine) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => machine.Credentials;
        set => machine.Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : machine.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => host.IsLoopback || RegistryEndpoint.IsLoopback(host.Authority) || machine.IsBypassed(host);
}
