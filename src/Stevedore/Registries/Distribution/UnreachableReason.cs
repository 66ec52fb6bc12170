using System.Net.Sockets;
using System.Security.Authentication;

namespace Stevedore.Registries.Distribution;

/// <summary>Why no answer came, in words of the field: what .NET says of it alone does not tell what to do.</summary>
/// <param name="Why">What happened.</param>
/// <param name="Fix">What to do.</param>
internal sealed record UnreachableReason(string Why, string Fix)
{
    /// <summary>The key under which an exception names the proxy that it came through.</summary>
    public const string Proxy = "proxy";

    private const string Other = "Check the host's name in the settings, the network, and its certificate.";

    /// <param name="cause">What HttpClient threw.</param>
    public static UnreachableReason Of(Exception cause)
    {
        var reason = Plain(cause);
        return cause.Data[Proxy] is string proxy
            ? new(
                $"{reason.Why}, through the proxy {proxy}",
                $"Check the proxy that HTTPS_PROXY or HTTP_PROXY names, or add the host to NO_PROXY. {reason.Fix}"
            )
            : reason;
    }

    private static UnreachableReason Plain(Exception cause)
    {
        var said = OutsideText.Line((cause.InnerException ?? cause).Message).TrimEnd('.');
        foreach (var each in Chain(cause))
        {
            switch (each)
            {
                // How what was waited for was ended is not what happened.
                case StalledException:
                    return new(each.Message, Other);
                case AuthenticationException when SpeaksNoTls(each.Message):
                    return new(
                        "it does not speak TLS",
                        "Give it a certificate, or put a proxy with one before it: plain HTTP is used for registries on this machine only."
                    );
                case AuthenticationException when ConnectionWords.OfCertificate(each.Message) is { } reason:
                    return reason;
                case AuthenticationException when each.Message.Contains("certificate", StringComparison.Ordinal):
                    return new(
                        $"its certificate is not trusted ({said})",
                        "Set the registry's `ca` to the PEM file of its authority, or correct its host's name in the settings."
                    );
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return new($"its name is not known ({said})", "Check the host's name in the settings, and name resolution.");
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return new(
                        $"nothing listens there ({said})",
                        "Check the host and the port in the settings, and that the registry runs."
                    );
                case AuthenticationException:
                    return new("it does not agree on how to speak TLS", "Check that it speaks TLS 1.2 or 1.3 at that port.");
                case SocketException socket:
                    return new(ConnectionFaults.Why(socket), "Check the network, and run again.");
            }
        }

        return new(ConnectionFaults.Why(cause), Other);
    }

    // How .NET says that what came was no TLS.
    private static bool SpeaksNoTls(string message) =>
        message.Contains("frame size", StringComparison.Ordinal) || message.Contains("corrupted frame", StringComparison.Ordinal);

    private static IEnumerable<Exception> Chain(Exception cause)
    {
        for (var each = cause; each is not null; each = each.InnerException)
        {
            yield return each;
        }
    }
}
