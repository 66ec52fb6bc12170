using System.Net;
using Polly;
using Polly.Retry;

namespace Stevedore.Registries.Distribution;

/// <summary>When a request to a registry is sent again.</summary>
/// <remarks>BuildKit gives up on 429 after a moment; waiting as the registry asks is what makes a busy day pass.</remarks>
internal static class RegistryRetries
{
    // Docker Hub's pull limit lasts for hours; nobody waits for that.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static ResiliencePipeline<HttpResponseMessage> Create() =>
        new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    MaxRetryAttempts = 3,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromMilliseconds(400),
                    UseJitter = true,
                    ShouldHandle = new PredicateBuilder<HttpResponseMessage>().HandleResult(IsPassing),
                    DelayGenerator = arguments =>
                        ValueTask.FromResult(arguments.Outcome.Result is { } response ? Wait(response) : null),
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
        && (Wait(response) ?? TimeSpan.Zero) <= Patience;

    private static TimeSpan? Wait(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta;
}
