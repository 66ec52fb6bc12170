using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Polly;
using Polly.Retry;

namespace Stevedore.Registries.Distribution;

/// <summary>Sends requests to one registry, answers its challenges and waits where it asks to.</summary>
/// <remarks><see href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md"/></remarks>
public sealed class RegistryConnection(HttpClient http, string host, RegistryCredential? credential)
{
    private readonly ResiliencePipeline<HttpResponseMessage> retries = Retries();
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
        try
        {
            return await retries.ExecuteAsync(
                async token =>
                {
                    using var message = request();
                    message.RequestUri = Address(path);
                    message.Headers.Authorization = authorizations.GetValueOrDefault(scope);
                    return await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, token);
                },
                cancellation
            );
        }
        catch (HttpRequestException) when (!plainHttp && RegistryEndpoint.IsLoopback(host))
        {
            plainHttp = true;
            return await SendOnce(path, scope, request, cancellation);
        }
        catch (HttpRequestException cause)
        {
            throw new RegistryException(
                RegistryFault.Unreachable,
                $"Cannot reach the registry {host}",
                (cause.InnerException ?? cause).Message.TrimEnd('.'),
                "Check the host's name in the settings, the network, and its certificate.",
                cause
            );
        }
    }

    private Uri Address(string path) =>
        path.StartsWith("http", StringComparison.Ordinal)
            ? new(path)
            : new($"{(plainHttp ? "http" : "https")}://{RegistryEndpoint.ApiHost(host)}{path}");

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

        using var message = new HttpRequestMessage(HttpMethod.Get, $"{challenge.Parameters["realm"]}?{string.Join('&', query)}");
        message.Headers.Authorization = credential is null ? null : Basic(credential);
        using var response = await http.SendAsync(message, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            return null;
        }

        using var body = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), default, cancellation);
        return body.RootElement.TryGetProperty("token", out var token) || body.RootElement.TryGetProperty("access_token", out token)
            ? token.GetString()
            : null;
    }

    private static AuthenticationHeaderValue Basic(RegistryCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.Username}:{credential.Password.Reveal()}")));

    // BuildKit gives up on 429 after a moment; waiting as the registry asks is what makes a busy day pass.
    private static ResiliencePipeline<HttpResponseMessage> Retries() =>
        new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    MaxRetryAttempts = 3,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromMilliseconds(400),
                    UseJitter = true,
                    ShouldHandle = new PredicateBuilder<HttpResponseMessage>().HandleResult(response =>
                        response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
                        // A stream has been read and cannot be sent again.
                        && response.RequestMessage?.Content is not StreamContent
                    ),
                    DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result?.Headers.RetryAfter?.Delta),
                    OnRetry = arguments =>
                    {
                        arguments.Outcome.Result?.Dispose();
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();
}
