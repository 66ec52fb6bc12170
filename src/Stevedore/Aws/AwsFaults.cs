using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using Stevedore.Aws.Permissions;

namespace Stevedore.Aws;

/// <summary>Turns what the AWS SDK throws into errors with a remedy.</summary>
internal static class AwsFaults
{
    private const int MostOfAnAnswer = 600;

    // Without LimitExceededException, which is on the SDK's list: services answer it for quotas that waiting does not raise.
    private static readonly ImmutableArray<string> Throttled =
    [
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottled",
        "RequestThrottledException",
        "RequestLimitExceeded",
        "TooManyRequestsException",
        "BandwidthLimitExceeded",
        "ProvisionedThroughputExceededException",
        "PriorRequestNotComplete",
        "SlowDown",
    ];

    /// <summary>Whether the SDK threw it because of what AWS, the network or the credentials did.</summary>
    public static bool IsFromAws(Exception cause) =>
        cause
            is AmazonServiceException
                or AmazonClientException
                or ProcessAWSCredentialException
                or HttpRequestException
                // The client's own limit, which is no cancellation of the run.
                or TimeoutException
                or IOException
                or XmlException
                or JsonException;

    /// <summary>Whether AWS knew the caller and refused the action.</summary>
    public static bool IsDenied(Exception? cause) =>
        cause is AmazonServiceException { ErrorCode: { } code }
        && code is "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation" or "AuthorizationError";

    /// <summary>Whether there are no credentials, or none that AWS takes any more.</summary>
    public static bool IsOfCredentials(Exception? cause) =>
        Within<NoCredentialsException>(cause) is not null
        || cause
            is AmazonServiceException
            {
                ErrorCode: "ExpiredToken"
                    or "ExpiredTokenException"
                    or "RequestExpired"
                    or "UnrecognizedClientException"
                    or "InvalidClientTokenId"
            };

    /// <summary>Whether the same call may well be answered a little later: it came too often, or no answer of AWS came.</summary>
    public static bool IsPassing(Exception? cause) =>
        cause switch
        {
            null => false,
            _ when IsOfCredentials(cause) || IsOfProgram(cause) => false,
            AmazonServiceException service => service.ErrorCode is null or ""
                || Throttled.Contains(service.ErrorCode)
                || (int)service.StatusCode >= 500,
            _ => IsFromAws(cause),
        };

    /// <param name="cause">What the SDK threw.</param>
    /// <param name="what">What was being done.</param>
    /// <param name="needed">What allows it.</param>
    public static StevedoreException From(Exception cause, string what, PolicyStatement needed) =>
        cause switch
        {
            _ when Within<UnusableAnswerException>(cause) is { } unusable => new(what, unusable.Message, unusable.Fix, cause),
            _ when Within<NoCredentialsException>(cause) is { } none => new(what, none.Reason.Why, none.Reason.Fix, cause),
            // What that program printed is in its exception, which is not kept: any of it may be the secret.
            _ when IsOfProgram(cause) => new(
                what,
                $"the program that the AWS profile gets its credentials from (credential_process) {ProgramFault.Of(cause)}",
                "`aws configure export-credentials`, with --profile for another than the default, runs it and shows what it says; ~/.aws/config names it."
            ),
            AmazonServiceException denied when IsDenied(denied) => Denied(denied, what, needed),
            AmazonClientException { InnerException: AmazonServiceException refused } role when RoleOf(role) is { } arn => new(
                what,
                Because($"the role {arn} cannot be assumed", refused.Message),
                $"Let the caller {CallerPermissions.AssumeRole.On(new(Name: arn))}, and let the role's trust policy name the caller.",
                refused
            ),
            AmazonServiceException { ErrorCode: "ExpiredToken" or "ExpiredTokenException" or "RequestExpired" } expired => new(
                what,
                "the AWS credentials have expired",
                "Sign in again (`aws sso login`, or new keys), and check this machine's clock.",
                expired
            ),
            AmazonServiceException skewed when IsSkewed(skewed) => new(
                what,
                Because("this machine's clock is not AWS's", skewed.Message),
                "Set the clock (`timedatectl set-ntp true`), and run again.",
                skewed
            ),
            AmazonServiceException
            {
                ErrorCode: "UnrecognizedClientException" or "InvalidClientTokenId" or "InvalidSignatureException"
            } invalid => new(
                what,
                Because("AWS does not accept the credentials", invalid.Message),
                "Check them with `aws sts get-caller-identity`.",
                invalid
            ),
            AmazonServiceException { ErrorCode: { } code } throttled when Throttled.Contains(code) => new(
                what,
                Because($"AWS limits how often it is asked ({code})", throttled.Message),
                "Run again in a minute; if it persists, run fewer builds at once, or have the quota raised in Service Quotas.",
                throttled
            ),
            AmazonUnmarshallingException foreign => NotAws(foreign, what),
            // The SDK reads some answers before it looks what they are.
            XmlException or JsonException => NotAws(cause, what),
            AmazonServiceException { ErrorCode: null or "" } foreign => NotAws(foreign, what),
            AmazonServiceException service => new(
                what,
                Because($"AWS answered {service.ErrorCode}", service.Message),
                $"Check the settings that it names (request {service.RequestId ?? "unknown"}).",
                service
            ),
            _ when CredentialReason.Of(cause.Message) is { } reason => new(what, reason.Why, reason.Fix, cause),
            _ when UnreachableAws.Why(cause) is { } why => new(what, $"AWS could not be reached: {why}", UnreachableAws.Fix(why), cause),
            _ => new(
                what,
                $"AWS's client did not get as far as asking (it says '{Sentence(cause.Message)}')",
                "Check AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL.",
                cause
            ),
        };

    private static bool IsSkewed(AmazonServiceException cause) =>
        cause.ErrorCode is "RequestTimeTooSkewed" or "RequestInTheFuture"
        || cause.Message.Contains("Signature not yet current", StringComparison.Ordinal)
        || cause.Message.Contains("Signature expired", StringComparison.Ordinal);

    private static StevedoreException NotAws(Exception cause, string what) =>
        new(
            what,
            cause is AmazonServiceException { StatusCode: var status } && status != default
                ? Invariant($"what answered is not AWS: it answered {(int)status} and no fault of AWS")
                : "what answered is not AWS",
            "Check AWS_ENDPOINT_URL and the proxy (HTTPS_PROXY, NO_PROXY).",
            cause
        );

    private static bool IsOfProgram(Exception cause) => Within<ProcessAWSCredentialException>(cause) is not null;

    /// <summary>The first of a kind among an exception and what caused it; null where there is none.</summary>
    public static T? Within<T>(Exception? cause)
        where T : Exception => cause is null or T ? (T?)cause : Within<T>(cause.InnerException);

    private static StevedoreException Denied(AmazonServiceException cause, string what, PolicyStatement needed)
    {
        // What AWS names is what it checked: a call may need more than the action of its own name.
        var said = DeniedAction.From(AwsWords.In(cause.Message) ?? "");
        var missing = said?.Action ?? needed.Actions[0];
        var statement = needed.Actions.Contains(missing)
            ? needed.For(missing) with
            {
                Resource = said?.Resource ?? needed.Resource,
            }
            : KnownPermissions.Statement(missing, said?.Resource ?? "*");
        return new(what, Because($"the role may not {missing} on {statement.Resource}", cause.Message), statement.Advice, cause);
    }

    // The SDK's own words where it assumes a role: "Error calling AssumeRole for role arn:aws:iam::…".
    private static string? RoleOf(AmazonClientException cause)
    {
        const string words = "AssumeRole for role ";
        var start = cause.Message.IndexOf(words, StringComparison.Ordinal);
        return start < 0 ? null : cause.Message[(start + words.Length)..].Trim().TrimEnd('.');
    }

    private static string Because(string what, string message) => AwsWords.In(message) is { } said ? $"{what}: {Sentence(said)}" : what;

    private static string Sentence(string message) => OutsideText.Line(message, MostOfAnAnswer).TrimEnd('.');
}
