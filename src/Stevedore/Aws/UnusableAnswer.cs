using System.Net;

namespace Stevedore.Aws;

/// <summary>Tells the answers that the SDK must not see, or has no words for.</summary>
internal static class UnusableAnswer
{
    private const string Elsewhere = "another place";

    /// <summary>Null where it may be of AWS.</summary>
    public static UnusableAnswerException? Of(Uri asked, HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.ProxyAuthenticationRequired ? LoginOfTheProxy()
        // The SDK follows a 307 itself, whatever its settings are, where it gets to see it.
        : (int)response.StatusCode is >= 300 and <= 399 ? Redirect(asked, response.Headers.Location)
        : null;

    /// <summary>Whether the proxy refused to connect without a login.</summary>
    public static bool IsLoginOfTheProxy(HttpRequestException failed) =>
        failed.HttpRequestError is HttpRequestError.ProxyTunnelError && failed.Message.Contains("'407'", StringComparison.Ordinal);

    public static UnusableAnswerException TooLarge() =>
        new(
            "something else than AWS answered: its answer is larger than any of AWS's",
            "Check AWS_ENDPOINT_URL and the proxy (HTTPS_PROXY, NO_PROXY)."
        );

    public static UnusableAnswerException Incomplete(TimeSpan after) =>
        new(
            Invariant($"AWS's answer began, and was not complete after {after.TotalSeconds} seconds"),
            "Run again; if it persists, check the network, the proxy (HTTPS_PROXY, NO_PROXY) and AWS_ENDPOINT_URL."
        );

    private static UnusableAnswerException Redirect(Uri asked, Uri? location) =>
        new(
            $"something else than AWS answered: it redirects to {(location is null ? Elsewhere : Host(asked, location))}",
            "Check AWS_ENDPOINT_URL, the proxy (HTTPS_PROXY, NO_PROXY), and whether this network wants a sign-in first (a captive portal)."
        );

    public static UnusableAnswerException LoginOfTheProxy() =>
        new(
            "the proxy asks for a user name and password, or does not accept those that it is given (407)",
            "Write them into its address: HTTPS_PROXY=http://user:password@host:port."
        );

    // Without the path and the query, which may hold a token.
    private static string Host(Uri asked, Uri location) =>
        Uri.TryCreate(asked, location, out var target) && target.Host.Length > 0
            ? OutsideText.Line($"{target.Scheme}://{target.Authority[(target.Authority.LastIndexOf('@') + 1)..]}", 120)
            : Elsewhere;
}
