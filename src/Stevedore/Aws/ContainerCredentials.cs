using System.Globalization;
using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Polly;
using Polly.Retry;

namespace Stevedore.Aws;

/// <summary>The credentials of the endpoint that a container's environment names, by a client that is given: the SDK's own follows redirects.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html"/></remarks>
internal sealed class ContainerCredentials : RefreshingAWSCredentials
{
    private static readonly ImmutableArray<string> Needed = ["AccessKeyId", "SecretAccessKey", "Expiration"];

    private readonly ContainerEndpoint endpoint;
    private readonly Func<HttpClient> http;
    private readonly ResiliencePipeline<Answer> attempts;

    /// <param name="endpoint">Where they are asked for; the SDK has checked its host.</param>
    /// <param name="http">Goes through no proxy.</param>
    /// <param name="clock">Measures the waiting between attempts.</param>
    public ContainerCredentials(ContainerEndpoint endpoint, Func<HttpClient> http, TimeProvider clock)
    {
        (this.endpoint, this.http, attempts) = (endpoint, http, Attempts(clock));
        PreemptExpiryTime = TimeSpan.FromMinutes(15);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        try
        {
            var answer = await attempts.ExecuteAsync(async _ => await Ask());
            return answer.Status is HttpStatusCode.OK
                ? Read(answer.Body)
                : throw None(Invariant($"it answered {(int)answer.Status}: {OutsideText.Line(answer.Body, 200)}").TrimEnd(' ', ':'));
        }
        catch (Exception cause) when (cause is HttpRequestException or TimeoutException or UnusableAnswerException)
        {
            // Without what caused it, which the words are of.
            throw None(cause is UnusableAnswerException ? cause.Message : UnreachableAws.Why(cause) ?? "it could not be reached");
        }
    }

    private static ResiliencePipeline<Answer> Attempts(TimeProvider clock) =>
        new ResiliencePipelineBuilder<Answer> { TimeProvider = clock }
            .AddRetry(
                new RetryStrategyOptions<Answer>
                {
                    MaxRetryAttempts = 2,
                    BackoffType = DelayBackoffType.Linear,
                    Delay = TimeSpan.FromMilliseconds(200),
                    ShouldHandle = new PredicateBuilder<Answer>()
                        .Handle<HttpRequestException>()
                        .Handle<TimeoutException>()
                        .HandleResult(answer => answer.Status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError),
                }
            )
            .Build();

    private async Task<Answer> Ask()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint.Address);
        if (endpoint.Authorization() is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var client = http();
        using var response = await client.SendAsync(request);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private CredentialsRefreshState Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var answer = document.RootElement;
            string? Text(string name) =>
                answer.TryGetProperty(name, out var value)
                && value.ValueKind is JsonValueKind.String
                && value.GetString() is { Length: > 0 } text
                    ? text
                    : null;

            if (Text("Code") is { } code && !code.Equals("Success", StringComparison.OrdinalIgnoreCase))
            {
                throw None($"it answered {OutsideText.Line($"{code}: {Text("Message")}", 200).TrimEnd(' ', ':', '.')}");
            }

            string[] missing = [.. Needed.Where(name => Text(name) is null)];
            return missing.Length > 0
                ? throw None($"its answer lacks {string.Join(", ", missing)}")
                : new(new ImmutableCredentials(Text("AccessKeyId"), Text("SecretAccessKey"), Text("Token")), Until(Text("Expiration")!));
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // The reason would quote the answer, which may hold the secret.
            throw None("its answer is no JSON object");
        }
    }

    private DateTime Until(string expiration) =>
        DateTimeOffset.TryParse(expiration, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
            ? until.UtcDateTime
            : throw None("the Expiration of its answer is no date");

    private NoCredentialsException None(string why) =>
        new(
            new($"the endpoint that {endpoint.Variable} names gave no AWS credentials: {why}", ContainerEndpoint.Fix(endpoint.Variable)),
            null
        );

    private sealed record Answer(HttpStatusCode Status, string Body);
}
