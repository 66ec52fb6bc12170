using System.Net;
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
                    ShouldHandle = new PredicateBuilder<HttpResponseMessage>().HandleResult(IsPassing),
                    DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result is { } response ? Wait(response) : null),
                    OnRetry = arguments =>
                    {
                        arguments.Outcome.Result?.Dispose();
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();

    private static bool IsPassing(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
        // A stream has been read and cannot be sent again.
        && response.RequestMessage?.Content is not StreamContent
        && (Wait(response) ?? TimeSpan.Zero) <= LongestWait;

    private static TimeSpan? Wait(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta;
}
