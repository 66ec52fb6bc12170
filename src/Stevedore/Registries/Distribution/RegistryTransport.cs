using System.Net.Http.Headers;
using Polly;
using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>Carries requests to a registry: by TLS or, on this machine, without it.</summary>
internal sealed class RegistryTransport(HttpClient http, string host, ResiliencePipeline<HttpResponseMessage> retries)
{
    private bool isPlain;
    private bool hasTls;

    /// <summary>Whether an address is the registry's own, so that it may be told what is secret and its challenges count.</summary>
    public bool IsOwn(Uri address) => IsOwn(address, isPlain);

    /// <param name="place">A path of the registry, or a complete address that it named.</param>
    public Uri Address(string place) => Address(place, isPlain);

    /// <summary>Sends what <paramref name="request"/> makes, again where that may help.</summary>
    /// <param name="authorization">What the registry itself is told; nobody else is.</param>
    /// <exception cref="RegistryException">No answer came.</exception>
    public async Task<HttpResponseMessage> Send(
        string place,
        Func<AuthenticationHeaderValue?> authorization,
        Func<HttpRequestMessage> request,
        CancellationToken cancellation
    )
    {
        // Read once: a request beside this one may find out meanwhile that the registry speaks no TLS.
        var wasPlain = isPlain;
        var address = Address(place, wasPlain);
        var isOwn = IsOwn(address, wasPlain);
        // Once it has answered by TLS, its passwords do not go without.
        var mayBePlain = isOwn && !wasPlain && !hasTls && RegistryEndpoint.IsLoopback(host);
        try
        {
            var response = await retries.ExecuteAsync(
                async token =>
                {
                    using var message = request();
                    message.RequestUri = address;
                    message.Headers.Authorization = isOwn ? authorization() : null;
                    const HttpCompletionOption completion = HttpCompletionOption.ResponseHeadersRead;
                    return await RegistryRetries.Send(http, message, completion, mayBePlain, token);
                },
                cancellation
            );
            hasTls |= isOwn && address.Scheme == Uri.UriSchemeHttps;
            return response;
        }
        // What speaks TLS and ends the connection afterwards is no sign of plain HTTP.
        catch (HttpRequestException cause) when (mayBePlain && !hasTls && cause is not EndedConnectionException)
        {
            isPlain = true;
            return await Send(place, authorization, request, cancellation);
        }
        catch (Exception cause) when (RegistryFaults.IsUnreachable(cause, cancellation))
        {
            throw RegistryFaults.Unreachable(
                cause,
                isOwn ? $"Cannot reach the registry {host}" : $"Cannot reach {address.Authority}, where the registry {host} sends this"
            );
        }
    }

    private bool IsOwn(Uri address, bool plain) => RegistryAddresses.IsSamePlace(address, RegistryAddresses.Of(host, "/", plain));

    private Uri Address(string place, bool plain) => place.StartsWith('/') ? RegistryAddresses.Of(host, place, plain) : new(place);
}
