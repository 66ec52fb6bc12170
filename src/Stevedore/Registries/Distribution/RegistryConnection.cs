using System.Net;
using System.Net.Http.Headers;
using Polly;
using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>Sends requests to one registry, answers its challenges and waits where it asks to.</summary>
/// <remarks><see href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md"/></remarks>
public sealed class RegistryConnection(HttpClient http, string host, RegistryCredential? credential, CredentialRenewal? renewal = null)
{
    private static readonly ResiliencePipeline<HttpResponseMessage> Retries = RegistryRetries.Pipeline();

    private readonly CurrentCredential current = new(credential, renewal);
    private readonly TokenService tokens = new(http, host, Retries);
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, AuthenticationHeaderValue> authorizations = new(
        StringComparer.Ordinal
    );
    private bool plainHttp;
    private bool isBasic;
    private Challenge? bearer;

    /// <summary>The host as references name it.</summary>
    public string Host => host;

    /// <summary>What the registry is spoken to with now; null for anonymous access.</summary>
    public RegistryCredential? Credential => current.Value;

    /// <summary>Sends what <paramref name="request"/> makes, again with credentials when the registry asks for them, and with new ones when it rejects them.</summary>
    /// <param name="path">Below the registry's root, or a complete address that the registry named.</param>
    /// <param name="scope">What a token is asked for, such as <c>repository:web:pull,push</c>; null for none.</param>
    /// <exception cref="RegistryException">No answer came.</exception>
    public async Task<HttpResponseMessage> Send(
        string path,
        string? scope,
        Func<HttpRequestMessage> request,
        CancellationToken cancellation
    )
    {
        var used = current.Value;
        try
        {
            var response = await SendAuthorized(path, scope, request, cancellation);
            if (
                used is null
                // A stream has been read and cannot be sent again.
                || response.RequestMessage?.Content is StreamContent
                || !await RegistryBody.Read(
                    () => RegistryRefusal.IsOfCredential(response, cancellation),
                    $"Cannot reach the registry {host}",
                    cancellation
                )
                || !await current.Replace(used, cancellation)
            )
            {
                return response;
            }

            response.Dispose();
        }
        catch (RegistryException cause) when (cause.Fault == RegistryFault.Unauthorized && used is not null)
        {
            if (!await current.Replace(used, cancellation))
            {
                throw;
            }
        }

        authorizations.Clear();
        return await SendAuthorized(path, scope, request, cancellation);
    }

    private async Task<HttpResponseMessage> SendAuthorized(
        string path,
        string? scope,
        Func<HttpRequestMessage> request,
        CancellationToken cancellation
    )
    {
        // Who has been asked for a token once is given one at once: a round trip less for each repository.
        if (bearer is { } known && scope is not null && !authorizations.ContainsKey(scope))
        {
            _ = await TokenFor(known, scope, cancellation);
        }

        var response = await SendOnce(path, scope ?? "", request, cancellation);
        if (response.StatusCode != HttpStatusCode.Unauthorized || response.RequestMessage?.Content is StreamContent)
        {
            return response;
        }

        var authorization = await Answer(response, scope, cancellation);
        // Asking for what was just refused is refused again.
        if (authorization is null || authorization.Equals(response.RequestMessage?.Headers.Authorization))
        {
            return response;
        }

        response.Dispose();
        return await SendOnce(path, scope ?? "", request, cancellation);
    }

    private async Task<HttpResponseMessage> SendOnce(
        string path,
        string scope,
        Func<HttpRequestMessage> request,
        CancellationToken cancellation
    )
    {
        var isPlain = plainHttp;
        try
        {
            return await Retries.ExecuteAsync(
                async token =>
                {
                    using var message = request();
                    message.RequestUri = Address(path, isPlain);
                    // A registry may send uploads elsewhere: its address carries what is needed there.
                    message.Headers.Authorization = IsOwn(message.RequestUri) ? Authorization(scope) : null;
                    const HttpCompletionOption completion = HttpCompletionOption.ResponseHeadersRead;
                    // Where plain HTTP comes next, it comes at once.
                    return !isPlain && RegistryEndpoint.IsLoopback(host)
                        ? await http.SendAsync(message, completion, token)
                        : await RegistryRetries.Send(http, message, completion, token);
                },
                cancellation
            );
        }
        catch (HttpRequestException) when (!isPlain && RegistryEndpoint.IsLoopback(host))
        {
            plainHttp = true;
            return await SendOnce(path, scope, request, cancellation);
        }
        catch (Exception cause) when (RegistryFaults.IsUnreachable(cause, cancellation))
        {
            throw RegistryFaults.Unreachable(cause, $"Cannot reach the registry {host}");
        }
    }

    private Uri Address(string path, bool isPlain) =>
        path.StartsWith("http", StringComparison.Ordinal)
            ? new(path)
            : new($"{(isPlain ? "http" : "https")}://{RegistryEndpoint.ApiHost(host)}{path}");

    // A registry behind a proxy may name its own address with http: what is secret is not sent in the clear.
    private bool IsOwn(Uri address) =>
        address.Scheme == (plainHttp ? Uri.UriSchemeHttp : Uri.UriSchemeHttps)
        && (
            address.Authority.Equals(RegistryEndpoint.ApiHost(host), StringComparison.OrdinalIgnoreCase)
            || Invariant($"{address.Host}:{address.Port}").Equals(RegistryEndpoint.ApiHost(host), StringComparison.OrdinalIgnoreCase)
        );

    private async Task<AuthenticationHeaderValue?> Answer(HttpResponseMessage refusal, string? scope, CancellationToken cancellation)
    {
        var challenges = refusal.Headers.WwwAuthenticate.Select(Challenge.From).OfType<Challenge>().ToArray();
        if (challenges.FirstOrDefault(challenge => challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            // Whoever else an upload was sent to is told nothing unasked.
            bearer = IsOwn(refusal.RequestMessage!.RequestUri!) ? found : bearer;
            return await TokenFor(found, scope, cancellation);
        }

        isBasic = challenges.Length > 0;
        return current.Value is { } known && isBasic ? TokenService.Basic(known) : null;
    }

    private async Task<AuthenticationHeaderValue?> TokenFor(Challenge challenge, string? scope, CancellationToken cancellation)
    {
        if (await tokens.Token(challenge, scope, current.Value, cancellation) is not { } token)
        {
            return null;
        }

        return authorizations[scope ?? ""] = new("Bearer", token);
    }

    // Bearer tokens are for one scope; a password is for all, and need not be asked for twice.
    private AuthenticationHeaderValue? Authorization(string scope) =>
        isBasic && current.Value is { } known ? TokenService.Basic(known) : authorizations.GetValueOrDefault(scope);
}
