using System.Net.Http.Headers;
using System.Text.Json;
using Polly;
using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>Gets the tokens that a registry's Bearer challenge asks for.</summary>
/// <remarks><see href="https://distribution.github.io/distribution/spec/auth/token/"/> and <c>oauth/</c> beside it.</remarks>
internal sealed class TokenService(HttpClient http, string host, ResiliencePipeline<HttpResponseMessage> retries)
{
    /// <summary>Null when the challenge does not say where tokens are, or the answer holds none.</summary>
    /// <param name="scope">What the token is for; null for what the challenge says.</param>
    /// <exception cref="RegistryException">The service does not answer, or does not accept the credential.</exception>
    public async Task<string?> Token(Challenge challenge, string? scope, RegistryCredential? credential, CancellationToken cancellation)
    {
        if (Realm(challenge) is not { } realm)
        {
            return null;
        }

        var what = $"Cannot get a token for {host} from {realm}";
        var wanted = scope ?? challenge.Parameters.GetValueOrDefault("scope");
        using var response = await Send(
            () => Request(realm, challenge.Parameters.GetValueOrDefault("service"), wanted, credential),
            what,
            cancellation
        );
        var text = await response.Content.ReadAsStringAsync(cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw RegistryFaults.From(response.StatusCode, text, what);
        }

        try
        {
            using var body = JsonDocument.Parse(text);
            return body.RootElement.TryGetProperty("token", out var token) || body.RootElement.TryGetProperty("access_token", out token)
                ? Kept(token.GetString(), credential)
                : null;
        }
        catch (Exception cause) when (RegistryFaults.IsUnreadable(cause))
        {
            throw RegistryFaults.Unreadable(what, "a token", cause);
        }
    }

    public static AuthenticationHeaderValue Basic(RegistryCredential credential) => new("Basic", credential.Basic.Reveal());

    private static string? Kept(string? token, RegistryCredential? credential) =>
        token is null ? null : credential?.Password.Derive(token).Reveal() ?? token;

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
        var message = new HttpRequestMessage(HttpMethod.Get, $"{realm}{(realm.Query.Length > 0 ? '&' : '?')}{query}");
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
                    return await RegistryRetries.Send(http, message, HttpCompletionOption.ResponseContentRead, token);
                },
                cancellation
            );
        }
        catch (Exception cause) when (RegistryFaults.IsUnreachable(cause, cancellation))
        {
            throw RegistryFaults.Unreachable(cause, what);
        }
    }

    // The registry says where the password goes: never in the clear, but on this machine.
    private Uri? Realm(Challenge challenge) =>
        !challenge.Parameters.TryGetValue("realm", out var realm) ? null
        : Uri.TryCreate(realm, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && RegistryEndpoint.IsLoopback(address.Authority)))
            ? address
        : throw new RegistryException(
            RegistryFault.Other,
            $"Cannot log in to {host}",
            $"it sends credentials to '{realm}', which is no https address",
            "Correct the registry's token realm."
        );
}
