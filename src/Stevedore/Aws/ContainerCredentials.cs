using System.Globalization;
using System.Net;
using System.Text.Json;
using Amazon.Runtime;

namespace Stevedore.Aws;

/// <summary>The credentials of the endpoint that a container's environment names, by a client that is given: the SDK's own follows redirects.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html"/></remarks>
internal sealed class ContainerCredentials : RefreshingAWSCredentials
{
    private const int Attempts = 3;

    private static readonly ImmutableArray<string> Needed = ["AccessKeyId", "SecretAccessKey", "Expiration"];

    private readonly ContainerEndpoint endpoint;
    private readonly Func<HttpClient> http;
    private readonly TimeProvider clock;

    /// <param name="endpoint">Where they are asked for; the SDK has checked its host.</param>
    /// <param name="http">Goes through no proxy.</param>
    /// <param name="clock">Measures the waiting between attempts.</param>
    public ContainerCredentials(ContainerEndpoint endpoint, Func<HttpClient> http, TimeProvider clock)
    {
        (this.endpoint, this.http, this.clock) = (endpoint, http, clock);
        PreemptExpiryTime = TimeSpan.FromMinutes(15);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Read(await Ask());
            }
            catch (Exception cause) when (cause is HttpRequestException or TimeoutException or UnusableAnswerException)
            {
                if (attempt == Attempts || cause is UnusableAnswerException)
                {
                    // Without what caused it, which the words are of.
                    throw None(cause is UnusableAnswerException ? cause.Message : UnreachableAws.Why(cause) ?? "it could not be reached");
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), clock);
        }
    }

    private async Task<string> Ask()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint.Address);
        if (endpoint.Authorization() is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var client = http();
        using var response = await client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return response.StatusCode is HttpStatusCode.OK
            ? body
            : throw None(Invariant($"it answered {(int)response.StatusCode}: {OutsideText.Line(body, 200)}").TrimEnd(' ', ':'));
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
            new(
                $"the endpoint that {endpoint.Variable} names gave no AWS credentials: {why}",
                $"Check that what gives credentials there is running, or unset {endpoint.Variable} to use other credentials."
            ),
            null
        );
}
