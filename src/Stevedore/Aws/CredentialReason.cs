using System.Text.RegularExpressions;

namespace Stevedore.Aws;

/// <summary>Why the SDK has no credentials, by what it says: its words alone do not tell what to do.</summary>
/// <param name="Why">What happened.</param>
/// <param name="Fix">What to do.</param>
internal sealed record CredentialReason(string Why, string Fix)
{
    private static readonly Regex BrokenLine = new(
        @"Line (?<number>\d+):<(?<line>.*)> in file (?<file>.+?) does not contain a section",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );
    private static readonly Regex Provider = new(
        @"^Exception \d+ of \d+: (?<said>.*?)\r?$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    // How AWSSDK.Core begins the list of what each provider of its chain says, and what one says that was given nothing to look at.
    private const string OfTheChain = "Failed to resolve AWS credentials";

    private static readonly ImmutableArray<string> OfNothing =
    [
        "The environment variables AWS_ACCESS_KEY_ID",
        "The webIdentityTokenFile must be an absolute path",
        "Unable to find the \"default\" profile",
        "Failed to connect to EC2 instance metadata",
    ];

    /// <summary>Whether the message is of the whole chain, in which nothing had anything to look at.</summary>
    public static bool IsOfNothing(string message) =>
        message.StartsWith(OfTheChain, StringComparison.Ordinal) && OfTheProviders(message).Length == 0;

    /// <summary>Whether the SDK stumbled over what an answer lacks, and that is not told yet: a role's own credentials may be those of another role.</summary>
    public static bool IsOfIncompleteAnswer(Exception cause) =>
        AwsFaults.Within<NoCredentialsException>(cause) is null
        && (AwsFaults.Within<NullReferenceException>(cause) is not null || AwsFaults.Within<ArgumentException>(cause) is not null);

    /// <summary>What answered gave no whole credentials.</summary>
    /// <param name="whose">Whose they were to be.</param>
    public static CredentialReason Incomplete(string whose) =>
        new(
            $"AWS answered without complete credentials for {OutsideText.Line(whose, 160)}",
            "Check AWS_ENDPOINT_URL and the proxy (HTTPS_PROXY, NO_PROXY): something else than AWS may have answered."
        );

    /// <summary>Null where the message is of something else.</summary>
    /// <param name="message">What the SDK threw.</param>
    public static CredentialReason? Of(string message)
    {
        var heard = message.StartsWith(OfTheChain, StringComparison.Ordinal) ? OfTheProviders(message) : message;
        return heard.Length == 0 ? NoneFound : OfWords(heard);
    }

    // Those that had something to look at; empty where none had.
    private static string OfTheProviders(string message) =>
        string.Join(
            " ",
            Provider
                .Matches(message)
                .Select(said => said.Groups["said"].Value)
                .Where(said => !OfNothing.Any(start => said.StartsWith(start, StringComparison.Ordinal)))
        );

    // Without the line itself, which may hold a secret.
    private static CredentialReason OfLine(string where, string line) =>
        ProfileSpelling.OfLine(where, line) ?? new($"{where} is neither a section, a setting nor a comment", "Correct it there.");

    private static CredentialReason NoneFound =>
        new(
            "no AWS credentials were found",
            "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is attached (CodeBuild's service role)."
        );

    private static CredentialReason? OfWords(string message)
    {
        bool Says(params string[] words) => words.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase));

        var said = OutsideText.Line(message).TrimEnd('.');
        return BrokenLine.Match(message) is { Success: true } broken
                ? OfLine(
                    $"line {broken.Groups["number"].Value} of {OutsideText.Line(broken.Groups["file"].Value)}",
                    broken.Groups["line"].Value
                )
            : Says("Failed to find sso_session")
                ? new(
                    $"the AWS profile names an sso_session that ~/.aws/config does not have ({said})",
                    "Add the section [sso-session <name>] with sso_start_url and sso_region (`aws configure sso-session`), or correct the profile's sso_session."
                )
            : Says("have already expired")
                ? new($"the AWS credentials have expired ({said})", "Sign in again where they come from, and check this machine's clock.")
            : Says("aws login", "login session", "login_session", "login token", "AWSSDK.Signin")
                ? new(
                    $"the profile signs in with `aws login`, and is not signed in ({said})",
                    "Run `aws login`, with --profile for another than the default. The AWS SDK does not renew what that gets; the AWS CLI does: let AWS_PROFILE "
                        + "name a profile with `credential_process = aws configure export-credentials --profile <profile> --format process`."
                )
            : Says("MFA", "serial number", "token code")
                ? new(
                    $"the profile asks for an MFA code, and nobody is there to type one ({said})",
                    "Get a session by `aws sts get-session-token --serial-number <device> --token-code <code>`, and set its keys as AWS_ACCESS_KEY_ID, "
                        + "AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN."
                )
            : Says("SSO", "Identity Center")
                ? new(
                    $"the profile signs in by IAM Identity Center, and is not signed in ({said})",
                    "Run `aws sso login`, with --profile for another than the default."
                )
            : Says("profile")
                ? new(
                    $"the AWS profile cannot be used ({said})",
                    "Set AWS_PROFILE to one that `aws configure list-profiles` names, or correct it in ~/.aws/config."
                )
            : Says("credentials") ? NoneFound
            : null;
    }
}
