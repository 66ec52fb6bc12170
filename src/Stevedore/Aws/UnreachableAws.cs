using System.Net.Sockets;
using System.Security.Authentication;

namespace Stevedore.Aws;

/// <summary>Why AWS was not reached, in words of the field; the SDK wraps what .NET says of it.</summary>
internal static class UnreachableAws
{
    private const string UnknownHost = "the name of its host is not known";
    private const string UnknownAuthority = "the authority that has signed the certificate of what answers is not trusted";

    /// <summary>In lower case and without a full stop; null where it is not the connection that failed.</summary>
    public static string? Why(Exception cause)
    {
        Exception[] chain = [.. Chain(cause)];
        if (Array.Exists(chain, each => each is TimeoutException))
        {
            return "no answer came in time";
        }

        var requested = Array.Find(chain, each => each is HttpRequestException);
        foreach (var each in chain)
        {
            // The request's own message names the host.
            var said = OutsideText.Line((requested ?? each).Message).TrimEnd('.');
            switch (each)
            {
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return $"{UnknownHost} ({said})";
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return $"nothing listens there ({said})";
                case SocketException socket:
                    return ConnectionFaults.Why(socket);
                case AuthenticationException
                    when each.Message.Contains("UntrustedRoot", StringComparison.Ordinal)
                        || each.Message.Contains("PartialChain", StringComparison.Ordinal):
                    return $"{UnknownAuthority} ({OutsideText.Line(each.Message).TrimEnd('.')})";
                case AuthenticationException when each.Message.Contains("certificate", StringComparison.Ordinal):
                    return $"the certificate of what answers is not trusted ({OutsideText.Line(each.Message).TrimEnd('.')})";
                case AuthenticationException:
                    return "what answers does not agree on how to speak TLS";
            }
        }

        var failed = requested ?? Array.Find(chain, each => each is IOException or TimeoutException or OperationCanceledException);
        return failed is null ? null : ConnectionFaults.Why(failed);
    }

    /// <summary>Whether the host has no address: the region, its service or this machine's network is not there.</summary>
    public static bool IsUnknownHost(Exception cause) =>
        Chain(cause)
            .Any(each =>
                each is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }
            );

    /// <summary>What to check where that is why: a region that there is not makes a host that there is not.</summary>
    public static string Fix(string why) =>
        why.StartsWith(UnknownAuthority, StringComparison.Ordinal)
            ? "Let AWS_CA_BUNDLE name a PEM file with that authority, which is a proxy's own where one looks into TLS; otherwise check the proxy "
                + "(HTTPS_PROXY, NO_PROXY) and AWS_ENDPOINT_URL."
            : $"Check {(why.StartsWith(UnknownHost, StringComparison.Ordinal) ? "the region (AWS_REGION, or that of the settings), " : "")}"
                + "the network, the proxy (HTTPS_PROXY, NO_PROXY) and AWS_ENDPOINT_URL.";

    private static IEnumerable<Exception> Chain(Exception cause)
    {
        for (var each = cause; each is not null; each = each.InnerException)
        {
            yield return each;
        }
    }
}
