using System.Net;
using Polly;
using Stevedore.Credentials;

namespace Stevedore.Registries.Distribution;

/// <summary>Sends requests to one registry, answers its challenges, follows where it sends them and waits where it asks to.</summary>
/// <remarks>
/// <see href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md"/>. Only the registry's own scheme, host and port
/// are told a password or a token, and only their challenges are answered: storage that it sends requests on to is a stranger.
/// </remarks>
internal sealed class RegistryConnection
{
    private const int MostRedirects = 10;

    // Basic and Bearer: a proxy before a registry may ask for one, and the registry then for the other.
    private const int MostSchemes = 2;

    private readonly CurrentCredential current;
    private readonly RegistryTransport transport;
    private readonly RegistryAuthorization authorization;

    /// <param name="http">Follows no redirects itself.</param>
    /// <param name="host">As references name it.</param>
    /// <param name="credential">Null for anonymous access.</param>
    /// <param name="renewal">Asked when the registry rejects a credential; null when there is no other.</param>
    /// <param name="retries">When a request is sent again; null for what suits a person who waits.</param>
    public RegistryConnection(
        HttpClient http,
        string host,
        RegistryCredential? credential,
        CredentialRenewal? renewal = null,
        RetryRules? retries = null
    )
        : this(http, host, Task.FromResult(credential), renewal, retries ?? RetryRules.Of(TimeProvider.System, _ => { })) { }

    /// <param name="credential">May come later: what the registry answers without it does not wait for it.</param>
    public RegistryConnection(
        HttpClient http,
        string host,
        Task<RegistryCredential?> credential,
        CredentialRenewal? renewal,
        RetryRules retries
    )
    {
        Copies = retries.Copies;
        Clock = retries.Clock;
        Host = host;
        current = new(credential, renewal);
        transport = new(http, host, retries.Requests);
        authorization = new(new(http, host, retries.Requests), current);
    }

    /// <summary>The host as references name it.</summary>
    public string Host { get; }

    /// <summary>When a blob that is copied here is copied again.</summary>
    public ResiliencePipeline Copies { get; }

    /// <summary>Measures the waiting.</summary>
    public TimeProvider Clock { get; }

    /// <summary>What the registry is spoken to with now; null for anonymous access, and before there is one.</summary>
    public RegistryCredential? Credential => current.Value;

    /// <summary>Whether the registry asked for the credential and then let something through that it, or a token for it, came with.</summary>
    public bool HasProvedCredential { get; private set; }

    /// <summary>The address where the registry says that its tokens are; null where it has asked for none.</summary>
    internal string? TokenAddress => authorization.TokenAddress;

    /// <summary>Whether the registry itself answered, and no other host that it sent the request to.</summary>
    internal bool IsOwn(HttpResponseMessage response) => IsOwn(response.RequestMessage!.RequestUri!);

    /// <summary>Whether an address is the registry's own.</summary>
    internal bool IsOwn(Uri address) => transport.IsOwn(address);

    /// <summary>Sends what <paramref name="request"/> makes, again with credentials when the registry asks for them, and with new ones when it rejects them.</summary>
    /// <param name="place">A path from the registry's root, or a complete address that the registry named.</param>
    /// <param name="scope">What a token is asked for, such as <c>repository:web:pull,push</c>; null for none.</param>
    /// <exception cref="RegistryException">No answer came, or it leads where nothing may be sent.</exception>
    public async Task<HttpResponseMessage> Send(
        string place,
        string? scope,
        Func<HttpRequestMessage> request,
        CancellationToken cancellation
    )
    {
        var used = current.Next;
        var isAnonymous = used.IsCompletedSuccessfully && await used is null;
        try
        {
            var response = await Follow(place, scope, request, cancellation);
            if (
                isAnonymous
                || !await IsRejected(response, cancellation)
                || await used.WaitAsync(cancellation) is not { } rejected
                || !await current.Replace(rejected, cancellation)
            )
            {
                return response;
            }

            response.Dispose();
        }
        catch (RegistryException cause) when (cause.Fault == RegistryFault.Unauthorized && used.IsCompletedSuccessfully)
        {
            if (await used is not { } rejected || !await current.Replace(rejected, cancellation))
            {
                throw;
            }
        }

        authorization.Forget();
        return await Follow(place, scope, request, cancellation);
    }

    /// <summary>The address that the registry names in an answer, for what comes next.</summary>
    /// <param name="what">What is being done.</param>
    /// <exception cref="RegistryException">It names none that something may be sent to.</exception>
    internal static string Next(HttpResponseMessage answer, string what) => RegistryAddresses.Next(answer, what).AbsoluteUri;

    private async Task<bool> IsRejected(HttpResponseMessage response, CancellationToken cancellation) =>
        IsOwn(response)
        // A stream has been read and cannot be sent again.
        && response.RequestMessage?.Content is not StreamContent
        && await RegistryRefusal.IsOfCredential(response, cancellation);

    private async Task<HttpResponseMessage> Follow(
        string place,
        string? scope,
        Func<HttpRequestMessage> request,
        CancellationToken cancellation
    )
    {
        var what = $"Cannot reach the registry {Host}";
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            var response = await SendAuthorized(place, scope, request, cancellation);
            HasProvedCredential |=
                response.StatusCode != HttpStatusCode.Unauthorized
                && response.RequestMessage?.Headers.Authorization is not null
                && IsOwn(response);
            if (!RegistryAddresses.IsRedirect(response))
            {
                return response;
            }

            using (response)
            {
                place = Next(response, what);
            }
        }

        throw new RegistryException(
            RegistryFault.Other,
            what,
            Invariant($"it sends the request on more than {MostRedirects} times"),
            "Correct the addresses in the registry's settings, or in those of the proxy before it."
        );
    }

    private async Task<HttpResponseMessage> SendAuthorized(
        string place,
        string? scope,
        Func<HttpRequestMessage> request,
        CancellationToken cancellation
    )
    {
        if (transport.IsOwn(transport.Address(place)))
        {
            await authorization.Prepare(scope, cancellation);
        }

        var response = await transport.Send(place, () => authorization.For(scope), request, cancellation);
        for (var schemes = 0; schemes < MostSchemes && MayAnswer(response); schemes++)
        {
            var answer = await authorization.Answer(response, scope, cancellation);
            // Asking for what was just refused is refused again.
            var refused = response.RequestMessage?.Headers.Authorization;
            if (answer is null || answer.Equals(refused) || (schemes > 0 && answer.Scheme == refused?.Scheme))
            {
                return response;
            }

            response.Dispose();
            response = await transport.Send(place, () => authorization.For(scope), request, cancellation);
        }

        return response;
    }

    private bool MayAnswer(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Unauthorized
        && response.RequestMessage?.Content is not StreamContent
        // Whoever else a request was sent to is told nothing.
        && IsOwn(response);
}
