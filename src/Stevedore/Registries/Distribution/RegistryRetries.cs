using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Polly;
using Polly.Retry;

namespace Stevedore.Registries.Distribution;

/// <summary>When a request to a registry is sent again.</summary>
/// <remarks>BuildKit gives up on 429 after a moment; waiting as the registry asks is what makes a busy day pass.</remarks>
internal static class RegistryRetries
{
    // Docker Hub's pull limit lasts for hours: a person should know, and decide.
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan NoticedWait = TimeSpan.FromSeconds(2);

    /// <param name="clock">Measures the waiting.</param>
    /// <param name="say">Told before a wait that a person would notice.</param>
    public static ResiliencePipeline<HttpResponseMessage> Pipeline(TimeProvider clock, Action<string> say) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    MaxRetryAttempts = 3,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromMilliseconds(400),
                    UseJitter = true,
                    ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                        .HandleResult(response => IsPassing(response, clock))
                        .Handle<EndedConnectionException>(),
                    DelayGenerator = arguments =>
                        ValueTask.FromResult(arguments.Outcome.Result is { } response ? Wait(response, clock) : null),
                    OnRetry = arguments =>
                    {
                        if (arguments.RetryDelay >= NoticedWait && arguments.Outcome.Result is { } response)
                        {
                            say(Waiting(response, arguments.RetryDelay));
                        }

                        arguments.Outcome.Result?.Dispose();
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();

    /// <summary>Sends a request so that the pipeline can tell whether sending it again may help.</summary>
    /// <param name="mayBePlain">Whether plain HTTP comes next where there is no TLS: it comes at once then.</param>
    /// <exception cref="EndedConnectionException">It may.</exception>
    public static async Task<HttpResponseMessage> Send(
        HttpClient http,
        HttpRequestMessage message,
        HttpCompletionOption completion,
        bool mayBePlain,
        CancellationToken cancellation
    )
    {
        try
        {
            return await http.SendAsync(message, completion, cancellation);
        }
        catch (HttpRequestException cause) when (MayHelp(message, cause, mayBePlain))
        {
            throw new EndedConnectionException(cause);
        }
    }

    // Whoever ends a connection without a word has begun nothing that a second request would harm; a reset may come later.
    private static bool MayHelp(HttpRequestMessage message, HttpRequestException cause, bool mayBePlain) =>
        cause.HttpRequestError == HttpRequestError.ResponseEnded
            ? message.Content is null || CanBeSentAgain(message)
            : !mayBePlain && CanBeSentAgain(message) && IsEnded(cause);

    private static bool CanBeSentAgain(HttpRequestMessage message) =>
        message.Method == HttpMethod.Get
        || message.Method == HttpMethod.Head
        || (message.Method == HttpMethod.Put && message.Content is ReadOnlyMemoryContent);

    // A refused connection or an unknown host stays so: a person should know at once.
    internal static bool IsEnded(HttpRequestException cause)
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

    /// <summary>Whether a request that was answered is sent again here; a stream has been read and cannot be.</summary>
    public static bool MaySend(HttpRequestMessage? answered) => answered?.Content is not StreamContent;

    private static bool IsPassing(HttpResponseMessage response, TimeProvider clock) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
        // What a registry does not know, it does not learn.
        && response.StatusCode != HttpStatusCode.NotImplemented
        && MaySend(response.RequestMessage)
        && (Wait(response, clock) ?? TimeSpan.Zero) <= LongestWait;

    /// <summary>How long the registry asks to wait, in seconds or until a date.</summary>
    public static TimeSpan? Wait(HttpResponseMessage response, TimeProvider clock) =>
        RetryAfter.Of(response) is { } asked ? Wait(asked, clock) : null;

    /// <summary>The same, of the header itself.</summary>
    public static TimeSpan? Wait(RetryConditionHeaderValue asked, TimeProvider clock)
    {
        var wait = asked.Delta ?? (asked.Date - clock.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string Waiting(HttpResponseMessage response, TimeSpan wait) =>
        Invariant(
            $"{response.RequestMessage?.RequestUri?.Authority} answered {RegistryFaults.Status(response.StatusCode)}: asking again in {wait.TotalSeconds:0} s"
        );
}

/// <summary>The connection ended under a request that can be sent again.</summary>
internal sealed class EndedConnectionException(HttpRequestException cause)
    : HttpRequestException(cause.HttpRequestError, cause.Message, cause.InnerException, cause.StatusCode)
{
    /// <inheritdoc/>
    public override System.Collections.IDictionary Data => cause.Data;
}
