using Polly;
using Polly.Retry;
using Stevedore.Aws;

namespace Stevedore.CodeBuild.Following;

/// <summary>Asks again where AWS did not answer, was asked too often, or takes the credentials no longer: the build goes on meanwhile.</summary>
internal sealed class Patience
{
    // Somebody signs in again in another window.
    private static readonly TimeSpan ForCredentials = TimeSpan.FromMinutes(10);

    private readonly ResiliencePipeline pipeline;
    private readonly HashSet<string> warned = new(StringComparer.Ordinal);
    private readonly Action<string> warn;
    private readonly string meanwhile;

    /// <param name="longest">For an answer to come.</param>
    /// <param name="meanwhile">What goes on without it, as a sentence.</param>
    /// <param name="waitsForCredentials">False where nothing has begun, so that whoever signs in begins again.</param>
    public Patience(TimeProvider clock, TimeSpan longest, string meanwhile, Action<string> warn, bool waitsForCredentials = true)
    {
        this.warn = warn;
        this.meanwhile = meanwhile;
        pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(Rule(longest, fault => AwsFaults.IsPassing(fault.InnerException)))
            .AddRetry(
                Rule(
                    ForCredentials < longest ? ForCredentials : longest,
                    fault => waitsForCredentials && AwsFaults.IsOfCredentials(fault.InnerException)
                )
            )
            .Build();
    }

    /// <exception cref="StevedoreException">It cannot be answered, or was not in all that time.</exception>
    public async Task<T> Ask<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation) =>
        await pipeline.ExecuteAsync(async token => await call(token), cancellation);

    private RetryStrategyOptions Rule(TimeSpan longest, Func<StevedoreException, bool> isPassing)
    {
        var most = TimeSpan.FromSeconds(20);
        return new()
        {
            ShouldHandle = new PredicateBuilder().Handle<StevedoreException>(isPassing),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromSeconds(2),
            MaxDelay = most,
            // Long waits are some 10 seconds on average.
            MaxRetryAttempts = (int)(longest.TotalSeconds / (most.TotalSeconds / 2)),
            OnRetry = arguments =>
            {
                var fault = (StevedoreException)arguments.Outcome.Exception!;
                Once($"{fault.What}: {fault.Why}. {fault.Fix} {meanwhile}");
                return default;
            },
        };
    }

    private void Once(string warning)
    {
        if (warned.Add(warning))
        {
            warn(warning);
        }
    }
}
