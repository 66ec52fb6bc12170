using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stevedore.LabTests.Builders;

/// <summary>The lab's open registry behind a certificate that nobody trusts, at an address that the engine does not take for its own machine's.</summary>
public sealed class UntrustedRegistry : IDisposable
{
    private readonly string registry;
    private readonly TcpListener listener;
    private readonly X509Certificate2 certificate;

    /// <param name="address">One of this machine's addresses that is no loopback.</param>
    /// <param name="registry">The host and port of the registry.</param>
    public UntrustedRegistry(string address, string registry)
    {
        this.registry = registry;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=An authority of one's own", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        listener = new(IPAddress.Parse(address), 0);
        listener.Start();
        _ = Accept();
    }

    public string Host => listener.LocalEndpoint.ToString()!;

    /// <summary>The authority, which is the certificate itself.</summary>
    public string Authority => certificate.ExportCertificatePem();

    public void Dispose()
    {
        listener.Dispose();
        certificate.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Serve(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception cause) when (cause is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client)
    {
        try
        {
            using (client)
            await using (var secured = new SslStream(client.GetStream()))
            using (var inner = new TcpClient())
            {
                await secured.AuthenticateAsServerAsync(certificate);
                await inner.ConnectAsync(IPEndPoint.Parse(registry));
                await Task.WhenAny(secured.CopyToAsync(inner.GetStream()), inner.GetStream().CopyToAsync(secured));
            }
        }
        catch (Exception cause) when (cause is IOException or System.Security.Authentication.AuthenticationException)
        {
            // A client that does not trust the certificate hangs up.
        }
    }
}
