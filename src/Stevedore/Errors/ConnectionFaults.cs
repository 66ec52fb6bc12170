using System.Net.Sockets;

namespace Stevedore;

/// <summary>What became of a connection, in words of the field: .NET's own say where to look in its classes.</summary>
internal static class ConnectionFaults
{
    /// <summary>What became of the connection.</summary>
    public static string Why(SocketException cause) =>
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
    public static string Why(Exception cause) =>
        cause switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.Unknown, InnerException: { } inner } => Why(inner),
            HttpRequestException { HttpRequestError: var kind } => Why(kind, cause),
            HttpIOException { HttpRequestError: var kind } => Why(kind, cause),
            OperationCanceledException or TimeoutException => "no answer came in time",
            // Our own, which says it in words.
            IOException when cause.InnerException is null => OutsideText.Line(cause.Message).TrimEnd('.'),
            _ => Failed(cause),
        };

    private static string Why(HttpRequestError kind, Exception cause) =>
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
}
