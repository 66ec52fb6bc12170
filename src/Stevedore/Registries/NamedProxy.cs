using System.Net;
using Stevedore.Registries.Distribution;

namespace Stevedore.Registries;

/// <summary>Names the proxy in what fails behind it: who reads of an unknown host would look at the wrong machine.</summary>
internal sealed class NamedProxy(IWebProxy proxy, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException cause) when (proxy.GetProxy(request.RequestUri!) is { } through)
        {
            cause.Data[UnreachableReason.Proxy] = through.Authority;
            throw;
        }
    }
}
