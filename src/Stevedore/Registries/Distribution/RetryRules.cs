using Polly;
using Polly.Retry;

namespace Stevedore.Registries.Distribution;

/// <summary>When something is tried again at a registry.</summary>
/// <param name="Requests">A request.</param>
/// <param name="Copies">Reading and writing a blob: what has been read of it cannot be sent again alone.</param>
/// <param name="Clock">Measures the waiting.</param>
internal sealed record RetryRules(ResiliencePipeline<HttpResponseMessage> Requests, ResiliencePipeline Copies, TimeProvider Clock)
{
    /// <param name="clock">Measures the waiting.</param>
    /// <param name="say">Told before a wait that a person would notice.</param>
    public static RetryRules Of(TimeProvider clock, Action<string> say) =>
        new(RegistryRetries.Pipeline(clock, say), CopiesBy(clock, say), clock);

    private static ResiliencePipeline CopiesBy(TimeProvider clock, Action<string> say) =>
        new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = 3,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromSeconds(1),
                    UseJitter = true,
                    ShouldHandle = new PredicateBuilder().Handle<RegistryException>(fault => MayPass(fault, clock)),
                    DelayGenerator = arguments => ValueTask.FromResult(Wait(arguments.Outcome.Exception, clock)),
                    OnRetry = arguments =>
                    {
                        if (arguments.Outcome.Exception is RegistryException fault)
                        {
                            say(Invariant($"{fault.What}: {fault.Why}; trying again in {arguments.RetryDelay.TotalSeconds:0} s"));
                        }

                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();

    private static bool MayPass(RegistryException fault, TimeProvider clock) =>
        fault.MayPass && (Wait(fault, clock) ?? TimeSpan.Zero) <= RegistryRetries.LongestWait;

    private static TimeSpan? Wait(Exception? fault, TimeProvider clock) =>
        (fault as RegistryException)?.RetryAfter is { } asked ? RegistryRetries.Wait(asked, clock) : null;
}
