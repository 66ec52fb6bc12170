using System.Net.Sockets;

namespace Stevedore.Registries.Distribution;

/// <summary>What .NET says of connections, in words of the field.</summary>
internal static class ConnectionWords
{
    private const string NewCertificate = "Give it a new certificate, or correct this machine's clock.";

    /// <summary>Why a certificate is refused, beside its authority; null for that.</summary>
    public static UnreachableReason? OfCertificate(string said) =>
        Has(said, "NameMismatch")
            ? new(
                "its certificate is for another host name",
                "Write the host as its certificate names it, or give it a certificate for this name."
            )
        : Has(said, "NotTimeValid") ? new("its certificate has expired, or is not valid yet", NewCertificate)
        : Has(said, "Revoked") ? new("its certificate has been revoked", NewCertificate)
        : null;

    /// <summary>What became of the connection.</summary>
    public static string Of(SocketException cause) =>
        cause.SocketErrorCode switch
        {
            SocketError.TimedOut => "it does not answer (timed out)",
            SocketError.NetworkUnreachable or SocketError.NetworkDown => "this machine has no way to its network (network is unreachable)",
            SocketError.HostUnreachable or SocketError.HostDown => "there is no way to it (no route to host)",
            SocketError.ConnectionReset or SocketError.ConnectionAborted => "the connection was reset",
            SocketError.AccessDenied => "this machine does not let the connection out (permission denied)",
            _ => Failed(cause),
        };

    /// <summary>The same where no socket says it.</summary>
    public static string Of(Exception cause) =>
        cause switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.Unknown, InnerException: { } inner } => Of(inner),
            HttpRequestException { HttpRequestError: var kind } => Of(kind, cause),
            HttpIOException { HttpRequestError: var kind } => Of(kind, cause),
            OperationCanceledException or TimeoutException => "no answer came in time",
            // Our own, which says it in words.
            IOException when cause.InnerException is null => OutsideText.Line(cause.Message).TrimEnd('.'),
            _ => Failed(cause),
        };

    private static string Of(HttpRequestError kind, Exception cause) =>
        kind switch
        {
            HttpRequestError.ResponseEnded => "the connection ended before all of the answer was there",
            HttpRequestError.InvalidResponse => "what answers there does not speak HTTP",
            HttpRequestError.SecureConnectionError => "it does not speak TLS: the connection ended while that was agreed on",
            HttpRequestError.ProxyTunnelError => "the proxy does not let the connection through",
            HttpRequestError.ConfigurationLimitExceeded => "its answer has longer headers than any registry's",
            _ => Failed(cause),
        };

    private static string Failed(Exception cause) =>
        $"the connection failed ({OutsideText.Line((cause.InnerException ?? cause).Message).TrimEnd('.')})";

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.Ordinal);
}
