using System.Net;
using System.Text.Json;
using Stevedore.Aws;

namespace Stevedore.Registries.Distribution;

/// <summary>Turns a registry's refusal into an error with a remedy.</summary>
internal static class RegistryFaults
{
    /// <summary>Whether no answer came, or not all of it.</summary>
    /// <remarks>HttpClient says that its time is up by cancelling, as if it had been asked to.</remarks>
    public static bool IsUnreachable(Exception cause, CancellationToken cancellation) =>
        cause is HttpRequestException or IOException || (cause is TaskCanceledException && !cancellation.IsCancellationRequested);

    /// <summary>No answer came.</summary>
    /// <param name="cause">What HttpClient threw.</param>
    /// <param name="what">What was being done.</param>
    public static RegistryException Unreachable(Exception cause, string what)
    {
        var reason = UnreachableReason.Of(cause);
        return new(RegistryFault.Unreachable, what, reason.Why, reason.Fix, cause)
        {
            MayPass =
                cause is StalledException
                // What can be sent again was, and ended each time.
                || (cause is HttpRequestException request and not EndedConnectionException && RegistryRetries.IsEnded(request)),
        };
    }

    /// <summary>Whether reading JSON failed on what it says, not on how it was got.</summary>
    public static bool IsUnreadable(Exception cause) =>
        cause is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException;

    /// <summary>An answer came that is not what was asked for.</summary>
    /// <param name="what">What was being done.</param>
    /// <param name="expected">What the answer should be: <c>an image manifest</c>.</param>
    /// <param name="cause">What reading it threw; null where it is missing.</param>
    public static RegistryException Unreadable(string what, string expected, Exception? cause) =>
        new(
            RegistryFault.Other,
            what,
            $"the answer is not {expected}",
            "Check that the registry itself answers there, and not a proxy or a login page; if it does, look at its own log.",
            cause
        );

    /// <param name="status">The status of the answer.</param>
    /// <param name="body">Its body: the error codes of the distribution specification, or anything.</param>
    /// <param name="what">What was being done.</param>
    /// <param name="retryAfter">What it says of asking again; null for nothing.</param>
    /// <param name="tokenService">The address of the token service that answered; null for the registry itself.</param>
    /// <param name="mayPass">Whether it is worth trying again, where the status says that it may pass.</param>
    public static RegistryException From(
        HttpStatusCode status,
        string body,
        string what,
        System.Net.Http.Headers.RetryConditionHeaderValue? retryAfter = null,
        string? tokenService = null,
        bool mayPass = false
    )
    {
        var reason = $"{(tokenService is null ? "the registry" : "it")} answered {Answer(status, body)}";
        return status switch
        {
            HttpStatusCode.Unauthorized => new(
                RegistryFault.Unauthorized,
                what,
                reason,
                "Check the credentials of that registry: user name, password or token, and for ECR the account and region."
            )
            {
                TokenService = tokenService,
            },
            HttpStatusCode.Forbidden when RegistryRefusal.SaysExpired(body) => new(
                RegistryFault.Unauthorized,
                what,
                reason,
                "Get a new token and run again (ECR's live for 12 hours): what is there already is kept."
            )
            {
                TokenService = tokenService,
            },
            HttpStatusCode.Forbidden => new(
                RegistryFault.Denied,
                what,
                reason,
                DeniedAction.From(body) is { } permission
                    ? permission.Missing.Advice
                    : "Give the credentials the right to it; an access token may be read-only."
            )
            {
                TokenService = tokenService,
            },
            HttpStatusCode.BadRequest when reason.Contains("immutable", StringComparison.Ordinal) => new(
                RegistryFault.Other,
                what,
                reason,
                "Leave the tag out of the settings, or exclude it from the repository's immutable tags."
            ),
            // What ECR answers to the token of another account or region.
            HttpStatusCode.BadRequest
                when (what.Contains(".dkr.ecr", StringComparison.Ordinal) || what.Contains(".dkr-ecr", StringComparison.Ordinal)) => new(
                RegistryFault.Unauthorized,
                what,
                reason,
                "Check the account, region and role of that registry: its token must be of the same account and region."
            ),
            HttpStatusCode.NotFound => new(RegistryFault.Missing, what, reason, "Create the repository, or correct its name."),
            HttpStatusCode.TooManyRequests => new(
                RegistryFault.Limited,
                what,
                reason,
                $"Log in to raise the limit, wait, or take base images from public.ecr.aws.{Again(retryAfter)}"
            )
            {
                MayPass = mayPass,
                RetryAfter = retryAfter,
            },
            _ => new(RegistryFault.Other, what, reason, $"Run again; if it persists, look at the registry's own log.{Again(retryAfter)}")
            {
                MayPass = mayPass && status >= HttpStatusCode.InternalServerError,
                RetryAfter = retryAfter,
            },
        };
    }

    /// <summary>A login is asked for, and not how.</summary>
    public static RegistryException AsksInNoWay(string what) =>
        new(
            RegistryFault.Other,
            what,
            "it answered 401 Unauthorized and asks for a login in no way that can be answered: no password was sent",
            "Check that the registry itself answers there; whoever runs it must have its WWW-Authenticate header name Basic, or Bearer with a realm."
        );

    /// <summary>The credentials are right, and what they may do does not include this.</summary>
    public static RegistryException LacksScope(string what) =>
        new(
            RegistryFault.Denied,
            what,
            "the credentials are accepted, and have no right to it (insufficient_scope)",
            "Give the user write access to the repository, or use an access token that may write: this one may be read-only."
        );

    /// <summary>When the other side wants to be asked again, as a sentence; empty where it does not say.</summary>
    internal static string Again(System.Net.Http.Headers.RetryConditionHeaderValue? asked) =>
        asked switch
        {
            { Date: { } date } => Invariant($" It asks to be asked again after {date.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC."),
            { Delta: { TotalHours: >= 2 } wait } => Invariant($" It asks to be asked again in {Math.Ceiling(wait.TotalHours)} h."),
            { Delta: { TotalMinutes: >= 2 } wait } => Invariant($" It asks to be asked again in {Math.Ceiling(wait.TotalMinutes)} min."),
            { Delta: { TotalSeconds: > 0 } wait } => Invariant($" It asks to be asked again in {wait.TotalSeconds:0} s."),
            _ => "",
        };

    /// <summary>A status in words, with what the body says of it.</summary>
    internal static string Answer(HttpStatusCode status, string body) => $"{Status(status)}{Detail(body)}";

    /// <summary>A status in words: <c>401 Unauthorized</c>.</summary>
    internal static string Status(HttpStatusCode status) => Invariant($"{(int)status} {Words(status)}").TrimEnd();

    // As the standards name it: what .NET calls it here and there is its own.
    private static string? Words(HttpStatusCode status)
    {
        using var answer = new HttpResponseMessage(status);
        return answer.ReasonPhrase;
    }

    private static string Detail(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.TrimStart('\uFEFF'));
            var messages = (
                document.RootElement.TryGetProperty("errors", out var errors)
                    ? errors
                        .EnumerateArray()
                        .Select(error =>
                            error.TryGetProperty("message", out var message) ? message.GetString() : error.GetProperty("code").GetString()
                        )
                    // What Docker Hub's token service says.
                    : [document.RootElement.GetProperty("details").GetString()]
            ).Where(message => !string.IsNullOrWhiteSpace(message)).ToArray();
            return messages.Length == 0 ? "" : $" ({OutsideText.Line(string.Join("; ", messages))})";
        }
        catch (JsonException)
        {
            // A proxy says it in its own words, and some bodies end before their end.
            var text = OutsideText.Line(body);
            return text is "" or "…" || text.StartsWith('<') ? "" : $" ({text})";
        }
        catch (Exception cause) when (cause is KeyNotFoundException or InvalidOperationException)
        {
            return "";
        }
    }
}
