using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Polly;

namespace Stevedore.Registries.Distribution;

/// <summary>Sends requests to one registry, answers its challenges and waits where it asks to.</summary>
/// <remarks><see href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md"/></remarks>
public sealed class RegistryConnection(HttpClient http, string host, RegistryCredential? credential)
{
    private readonly ResiliencePipeline<HttpResponseMessage> retries = RegistryRetries.Pipeline();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, AuthenticationHeaderValue> authorizations = new(
        StringComparer.Ordinal
    );
    private bool plainHttp;

    /// <summary>The host as references name it.</summary>
    public string Host => host;

    /// <summary>Sends what <paramref name="request"/> makes, again with credentials when the registry asks for them.</summary>
    /// <param name="path">Below the registry's root, or a complete address that the registry named.</param>
    /// <param name="scope">What a token is asked for, such as <c>repository:web:pull,push</c>; null for none.</param>
    /// <exception cref="RegistryException">No answer came.</exception>
    public async Task<HttpResponseMessage> Send(string path, string? scope, Func<HttpRequestMessage> request, CancellationToken cancellation)
    {
        var response = await SendOnce(path, scope ?? "", request, cancellation);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        var authorization = await Answer(response, scope, cancellation);
        if (authorization is null)
        {
            return response;
        }

        response.Dispose();
        authorizations[scope ?? ""] = authorization;
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
            return await retries.ExecuteAsync(
                async token =>
                {
                    using var message = request();
                    message.RequestUri = Address(path, isPlain);
                    message.Headers.Authorization = authorizations.GetValueOrDefault(scope);
                    return await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, token);
                },
                cancellation
            );
        }
        catch (HttpRequestException) when (!isPlain && RegistryEndpoint.IsLoopback(host))
        {
            plainHttp = true;
            return await SendOnce(path, scope, request, cancellation);
        }
        catch (Exception cause) when (IsUnreachable(cause, cancellation))
        {
            throw RegistryFaults.Unreachable(cause, $"Cannot reach the registry {host}");
        }
    }

    // HttpClient says that its time is up by cancelling, as if it had been asked to.
    private static bool IsUnreachable(Exception cause, CancellationToken cancellation) =>
        cause is HttpRequestException || (cause is TaskCanceledException && !cancellation.IsCancellationRequested);

    private Uri Address(string path, bool isPlain) =>
        path.StartsWith("http", StringComparison.Ordinal)
            ? new(path)
            : new($"{(isPlain ? "http" : "https")}://{RegistryEndpoint.ApiHost(host)}{path}");

    private async Task<AuthenticationHeaderValue?> Answer(HttpResponseMessage refusal, string? scope, CancellationToken cancellation)
    {
        var challenges = refusal.Headers.WwwAuthenticate.Select(Challenge.From).OfType<Challenge>().ToArray();
        var bearer = challenges.FirstOrDefault(challenge => challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase));
        if (bearer is not null)
        {
            return await Token(bearer, scope, cancellation) is { } token ? new("Bearer", token) : null;
        }

        return credential is not null && challenges.Length > 0 ? Basic(credential) : null;
    }

    private async Task<string?> Token(Challenge challenge, string? scope, CancellationToken cancellation)
    {
        var query = new List<string>();
        if (challenge.Parameters.TryGetValue("service", out var service))
        {
            query.Add($"service={Uri.EscapeDataString(service)}");
        }

        if ((scope ?? challenge.Parameters.GetValueOrDefault("scope")) is { } wanted)
        {
            query.Add($"scope={Uri.EscapeDataString(wanted)}");
        }

        if (!challenge.Parameters.TryGetValue("realm", out var realm))
        {
            return null;
        }

        var what = $"Cannot get a token for {host} from {realm}";
        try
        {
            return await Fetch(new($"{realm}{(realm.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{string.Join('&', query)}"), what, cancellation);
        }
        catch (Exception cause) when (IsUnreachable(cause, cancellation))
        {
            throw RegistryFaults.Unreachable(cause, what);
        }
    }

    private async Task<string?> Fetch(Uri address, string what, CancellationToken cancellation)
    {
        using var response = await retries.ExecuteAsync(
            async token =>
            {
                using var message = new HttpRequestMessage(HttpMethod.Get, address);
                message.Headers.Authorization = credential is null ? null : Basic(credential);
                return await http.SendAsync(message, token);
            },
            cancellation
        );
        var text = await response.Content.ReadAsStringAsync(cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw RegistryFaults.From(response.StatusCode, text, what);
        }

        using var body = JsonDocument.Parse(text);
        return body.RootElement.TryGetProperty("token", out var token) || body.RootElement.TryGetProperty("access_token", out token)
            ? token.GetString()
            : null;
    }

    private static AuthenticationHeaderValue Basic(RegistryCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.Username}:{credential.Password.Reveal()}")));
}
