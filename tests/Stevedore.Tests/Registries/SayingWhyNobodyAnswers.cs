using System.Net.Sockets;
using System.Security.Authentication;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

public sealed class SayingWhyNobodyAnswers
{
    private const string Tls = "The SSL connection could not be established, see inner exception.";

    public static TheoryData<Exception, string> Causes =>
        new()
        {
            { Secure("Cannot determine the frame size or a corrupted frame was received."), "it does not speak TLS" },
            {
                Secure("The remote certificate is invalid because of errors in the certificate chain: PartialChain"),
                "its certificate is not trusted (The remote certificate is invalid because of errors in the certificate chain: PartialChain)"
            },
            {
                Secure("The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch"),
                "its certificate is for another host name"
            },
            {
                Secure("The remote certificate is invalid because of errors in the certificate chain: NotTimeValid"),
                "its certificate has expired, or is not valid yet"
            },
            {
                new HttpRequestException("Name or service not known (x:443)", new SocketException((int)SocketError.HostNotFound)),
                "its name is not known (Name or service not known)"
            },
            {
                new HttpRequestException("No route to host (x:443)", new SocketException((int)SocketError.HostUnreachable)),
                "there is no way to it (no route to host)"
            },
            {
                new HttpRequestException(
                    HttpRequestError.SecureConnectionError,
                    Tls,
                    new IOException("Received an unexpected EOF or 0 bytes from the transport stream.")
                ),
                "it does not speak TLS: the connection ended while that was agreed on"
            },
            {
                new HttpRequestException(HttpRequestError.InvalidResponse, "Received an invalid status line: 'SSH-2.0'."),
                "what answers there does not speak HTTP"
            },
            {
                new HttpRequestException(
                    "Error while copying content to a stream.",
                    new HttpIOException(
                        HttpRequestError.ResponseEnded,
                        "The response ended prematurely, with at least 5 additional bytes expected."
                    )
                ),
                "the connection ended before all of the answer was there"
            },
            { new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout"), "no answer came in time" },
            {
                new StalledException(
                    "nothing came for 60 s",
                    new TaskCanceledException("A task was canceled.", new SocketException((int)SocketError.OperationAborted))
                ),
                "nothing came for 60 s"
            },
            { new IOException("no answer came within 60 s"), "no answer came within 60 s" },
            { new HttpRequestException("Odd."), "the connection failed (Odd)" },
        };

    [Theory]
    [MemberData(nameof(Causes))]
    public void IsInWords(Exception cause, string why) =>
        Assert.StartsWith(
            $"Cannot reach the registry x: {why}. ",
            RegistryFaults.Unreachable(cause, "Cannot reach the registry x").Message
        );

    private static HttpRequestException Secure(string said) =>
        new(HttpRequestError.SecureConnectionError, Tls, new AuthenticationException(said));
}
