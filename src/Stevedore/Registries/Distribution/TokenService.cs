using System.Net;
using System.Net.Http.Headers;
using Polly;
using Stevedore.Credentials;

namespace Stevedore.Registries.Distribution;

/// <summary>Gets the tokens that a registry's Bearer challenge asks for.</summary>
/// <remarks><see href="https://distribution.github.io/distribution/spec/auth/token/"/> and <c>oauth/</c> beside it.</remarks>
internal sealed class TokenService(HttpClient http, string host, ResiliencePipeline<HttpResponseMessage> retries)
{
    // A registry's own tokens are some kilobytes long.
    private const int MostBytes = 1024 * 1024;

    /// <summary>Null when the challenge does not say where tokens are, or the answer holds none.</summary>
    /// <param name="isPlain">Whether the challenge came without TLS.</param>
    /// <param name="scope">What the token is for; null for what the challenge says.</param>
    /// <exception cref="RegistryException">The service does not answer, or does not accept the credential.</exception>
    public async Task<string?> Token(
        Challenge challenge,
        bool isPlain,
        string? scope,
        RegistryCredential? credential,
        CancellationToken cancellation
    )
    {
        if (TokenRealm.Allowed(challenge, host, isPlain) is not { } realm)
        {
            return null;
        }

        var what = $"Cannot get a token for {host} from {TokenRealm.Shown(realm)}";
        var wanted = scope ?? challenge.Parameters.GetValueOrDefault("scope");
        using var response = await Send(
            () => Request(realm, challenge.Parameters.GetValueOrDefault("service"), wanted, credential),
            what,
            cancellation
        );
        if ((int)response.StatusCode is >= 300 and < 400)
        {
            throw Redirected(response, what);
        }

        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            throw new RegistryException(
                RegistryFault.Other,
                what,
                "it answered 404 Not Found, and should give tokens",
                "Whoever runs the registry must correct the realm that it names in WWW-Authenticate, or what answers there."
            );
        }

        if (!response.IsSuccessStatusCode)
        {
            var said = await RegistryBody.Text(response, cancellation);
            throw credential is not null && response.StatusCode == HttpStatusCode.TooManyRequests
                ? LoginAnswer.Limited(response, what, $"it answered {RegistryFaults.Answer(response.StatusCode, said)}")
                : RegistryFaults.From(response.StatusCode, said, what, RetryAfter.Of(response), TokenRealm.Shown(realm));
        }

        return Kept(Read(await RegistryBody.Bytes(response, MostBytes, what, cancellation), what), credential);
    }

    public static AuthenticationHeaderValue Basic(RegistryCredential credential) => new("Basic", credential.Basic.Reveal());

    private static string? Read(byte[]? content, string what)
    {
        try
        {
            using var body = RegistryJson.Parse(content ?? []);
            if (!body.RootElement.TryGetProperty("token", out var found) && !body.RootElement.TryGetProperty("access_token", out found))
            {
                return null;
            }

            // It goes into a header as it is.
            return found.GetString() is { Length: > 0 } token && token.All(letter => letter is > ' ' and < '\x7f')
                ? token
                : throw RegistryFaults.Unreadable(what, "a token", null);
        }
        catch (Exception cause) when (RegistryFaults.IsUnreadable(cause))
        {
            throw RegistryFaults.Unreadable(what, "a token", cause);
        }
    }

    private static string? Kept(string? token, RegistryCredential? credential) =>
        token is null ? null : credential?.Password.Derive(token).Reveal() ?? token;

    // Whoever it leads to would be sent the password or the identity token.
    private static RegistryException Redirected(HttpResponseMessage response, string what) =>
        new(
            RegistryFault.Other,
            what,
            response.Headers.Location is { IsAbsoluteUri: true, Authority.Length: > 0 } location
                ? $"it redirects to {location.Authority}, and a password follows no redirect"
                : "it redirects, and a password follows no redirect",
            "Have the registry name the address where tokens really are."
        );

    private static HttpRequestMessage Request(Uri realm, string? service, string? scope, RegistryCredential? credential)
    {
        var fields = new List<KeyValuePair<string, string>>();
        if (service is not null)
        {
            fields.Add(new("service", service));
        }

        if (scope is not null)
        {
            fields.Add(new("scope", scope));
        }

        if (credential?.Username == RegistryCredential.IdentityToken)
        {
            fields.Add(new("grant_type", "refresh_token"));
            fields.Add(new("client_id", "stevedore"));
            fields.Add(new("refresh_token", credential.Password.Reveal()));
            return new(HttpMethod.Post, realm) { Content = new FormUrlEncodedContent(fields) };
        }

        var query = string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        var message = new HttpRequestMessage(
            HttpMethod.Get,
            $"{realm.GetLeftPart(UriPartial.Query)}{(realm.Query.Length > 0 ? '&' : '?')}{query}"
        );
        message.Headers.Authorization = credential is null ? null : Basic(credential);
        return message;
    }

    private async Task<HttpResponseMessage> Send(Func<HttpRequestMessage> request, string what, CancellationToken cancellation)
    {
        try
        {
            return await retries.ExecuteAsync(
                async token =>
                {
                    using var message = request();
                    return await RegistryRetries.Send(http, message, HttpCompletionOption.ResponseHeadersRead, mayBePlain: false, token);
                },
                cancellation
            );
        }
        catch (Exception cause) when (RegistryFaults.IsUnreachable(cause, cancellation))
        {
            throw RegistryFaults.Unreachable(cause, what);
        }
    }
}
