using System.Net;
using System.Net.Sockets;
using Polly;
using Polly.Retry;

namespace Stevedore.Registries.Distribution;

/// <summary>When a request to a registry is sent again.</summary>
/// <remarks>BuildKit gives up on 429 after a moment; waiting as the registry asks is what makes a busy day pass.</remarks>
internal static class RegistryRetries
{
    // Docker Hub's pull limit lasts for hours: a person should know, and decide.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    public static ResiliencePipeline<HttpResponseMessage> Pipeline() =>
        new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    MaxRetryAttempts = 3,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromMilliseconds(400),
                    UseJitter = true,
                    ShouldHandle = new PredicateBuilder<HttpResponseMessage>().HandleResult(IsPassing).Handle<EndedConnectionException>(),
                    DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result is { } response ? Wait(response) : null),
                    OnRetry = arguments =>
                    {
                        arguments.Outcome.Result?.Dispose();
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();

    /// <summary>Sends a request so that the pipeline can tell whether sending it again may help.</summary>
    /// <exception cref="EndedConnectionException">It may.</exception>
    public static async Task<HttpResponseMessage> Send(
        HttpClient http,
        HttpRequestMessage message,
        HttpCompletionOption completion,
        CancellationToken cancellation
    )
    {
        try
        {
            return await SendOnce(http, message, completion, cancellation);
        }
        catch (HttpRequestException cause) when (CanBeSentAgain(message) && IsEnded(cause))
        {
            throw new EndedConnectionException(cause);
        }
    }

    /// <summary>Sends a request. A layer may take long to send; the answer to all else may not.</summary>
    /// <exception cref="IOException">No answer came in time.</exception>
    public static Task<HttpResponseMessage> SendOnce(
        HttpClient http,
        HttpRequestMessage message,
        HttpCompletionOption completion,
        CancellationToken cancellation
    ) =>
        message.Content is StreamContent
            ? http.SendAsync(message, completion, cancellation)
            : RegistryPatience.Within(
                RegistryPatience.Longest,
                "no answer came",
                token => http.SendAsync(message, completion, token),
                cancellation
            );

    private static bool CanBeSentAgain(HttpRequestMessage message) =>
        message.Method == HttpMethod.Get
        || message.Method == HttpMethod.Head
        || (message.Method == HttpMethod.Put && message.Content is ReadOnlyMemoryContent);

    // A refused connection or an unknown host stays so: a person should know at once.
    private static bool IsEnded(HttpRequestException cause)
    {
        for (Exception? inner = cause; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException { SocketErrorCode: SocketError.ConnectionReset })
            {
                return true;
            }
        }

        return cause.HttpRequestError == HttpRequestError.ResponseEnded;
    }

    private static bool IsPassing(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
        // A stream has been read and cannot be sent again.
        && response.RequestMessage?.Content is not StreamContent
        && (Wait(response) ?? TimeSpan.Zero) <= LongestWait;

    private static TimeSpan? Wait(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta;
}

/// <summary>The connection ended under a request that can be sent again.</summary>
internal sealed class EndedConnectionException(HttpRequestException cause)
    : HttpRequestException(cause.HttpRequestError, cause.Message, cause.InnerException, cause.StatusCode);
