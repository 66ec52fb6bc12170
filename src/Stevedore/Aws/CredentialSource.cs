using Amazon.Runtime.CredentialManagement;

namespace Stevedore.Aws;

/// <summary>Where the SDK's chain looks for credentials on this machine, for what it says itself tells neither the place nor what to do there.</summary>
/// <param name="variable">The environment.</param>
/// <param name="name">The profile's name.</param>
/// <param name="profile">What the profile says; null where there is none.</param>
/// <param name="spelling">What is wrong with how it is written, looked for where it is needed.</param>
internal sealed class CredentialSource(
    Func<string, string?> variable,
    string name,
    CredentialProfileOptions? profile,
    Func<CredentialReason?>? spelling = null
)
{
    private const string Key = "AWS_ACCESS_KEY_ID";
    private const string Secret = "AWS_SECRET_ACCESS_KEY";
    private const string Token = "AWS_WEB_IDENTITY_TOKEN_FILE";
    private const string Role = "AWS_ROLE_ARN";
    private const string Session = "AWS_ROLE_SESSION_NAME";
    private const string Relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    private const string Full = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

    private readonly string shown = OutsideText.Line(name, 80);

    /// <summary>Why there are none, where nothing answered for so long.</summary>
    public CredentialReason Silent(TimeSpan longest)
    {
        var within = Invariant($"within {longest.TotalSeconds} seconds");
        if (IsSet(Token) && IsSet(Role))
        {
            return new(
                $"AWS gave no credentials for the token that {Token} names {within}",
                "Check the network, the proxy (HTTPS_PROXY, NO_PROXY) and AWS_ENDPOINT_URL."
            );
        }

        if (profile?.CredentialProcess is { Length: > 0 })
        {
            return new(
                $"the program that the AWS profile '{shown}' gets its credentials from (credential_process) gave none {within}",
                $"`aws configure export-credentials --profile {shown}` runs it too: it may wait for input or a sign-in. ~/.aws/config names it."
            );
        }

        return profile is not null
                ? new(
                    $"the AWS profile '{shown}' gave no credentials {within}",
                    $"See what `aws configure export-credentials --profile {shown}` waits for."
                )
            : Container() is { } container
                ? new($"the endpoint that {container} names gave no AWS credentials {within}", ContainerEndpoint.Fix(container))
            : new(
                $"no source of AWS credentials answered {within}",
                "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_EC2_METADATA_DISABLED=true outside of EC2."
            );
    }

    /// <summary>Why there are none, by what the SDK threw; null where that tells it.</summary>
    public CredentialReason? Of(Exception cause)
    {
        var message = cause.Message;
        bool Says(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);

        return Says("from the WebIdentityTokenFile") && IsSet(Token)
                ? new(
                    $"the file that {Token} names, {Value(Token)}, cannot be read",
                    $"Check that the token is there for this process, or unset {Token} and {Role} to use other credentials."
                )
            : Says("AWSSDK.Signin")
                ? new(
                    $"the AWS profile '{shown}' is one of `aws login`, which the SDK here does not read",
                    $"Run `eval \"$(aws configure export-credentials --profile {shown} --format env)\"` first, which gives them as variables, and unset AWS_PROFILE."
                        + " To have them renewed, let it name a profile with `credential_process = aws configure export-credentials --profile <profile> --format process`."
                )
            : Says("have already expired") && profile?.CredentialProcess is { Length: > 0 }
                ? new(
                    $"the program that the AWS profile '{shown}' gets its credentials from (credential_process) gave some that have expired",
                    $"Sign in again where it gets them; `aws configure export-credentials --profile {shown}` shows until when they last. Check this machine's clock."
                )
            : Says("full URI contains an invalid host")
                ? new(
                    $"the SDK asks the host that {Full} names for no credentials over plain HTTP: it is neither this machine nor the container's agent",
                    $"Give it an https:// address, or one of this machine, or unset {Full} to use other credentials."
                )
            : Says("roleSessionName") ? OfSession()
            : Says("'region'") && profile?.SsoAccountId is { Length: > 0 }
                ? new(
                    $"the AWS profile '{shown}' signs in by IAM Identity Center, and has no sso_region",
                    "Add it in ~/.aws/config, to the profile or to its sso-session: the region of the portal."
                )
            : CredentialReason.IsOfNothing(message) ? Halved() ?? spelling?.Invoke()
            // What AWS itself answers has reasons of its own.
            : cause is Amazon.Runtime.AmazonServiceException ? null
            : spelling?.Invoke();
    }

    private CredentialReason OfSession() =>
        new(
            IsSet(Session) && IsSet(Token)
                ? $"{Session}, '{Value(Session)}', is no name of a session"
                : $"the role_session_name of the AWS profile '{shown}' is no name of a session",
            $"Write it with 2 to 64 letters, digits and characters of _+=,.@-{(IsSet(Session) && IsSet(Token) ? ", or unset it" : "")}."
        );

    // Where nothing else has credentials, what is half there was meant.
    private CredentialReason? Halved() =>
        IsSet(Key) != IsSet(Secret)
            ? new(
                $"{(IsSet(Key) ? Key : Secret)} is set, and {(IsSet(Key) ? Secret : Key)} is not",
                "Set both, and AWS_SESSION_TOKEN where the keys are temporary."
            )
        : IsSet(Token) && !IsSet(Role)
            ? new($"{Token} is set, and {Role} is not", $"Set {Role} to the ARN of the role that the token is for.")
        : IsSet(Token) ? new($"{Token} is no absolute path ({Value(Token)})", "Write it from the root of the file system.")
        : null;

    private string? Container() =>
        IsSet(Relative) ? Relative
        : IsSet(Full) ? Full
        : null;

    private string Value(string of) => OutsideText.Line(variable(of));

    private bool IsSet(string of) => !string.IsNullOrEmpty(variable(of));
}
