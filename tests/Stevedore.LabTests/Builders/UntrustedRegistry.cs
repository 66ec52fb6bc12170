using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stevedore.LabTests.Builders;

/// <summary>The lab's open registry behind a certificate that nobody trusts, at an address that the engine does not take for its own machine's.</summary>
public sealed class UntrustedRegistry : IDisposable
{
    private readonly Forwarding forwarding;
    private readonly X509Certificate2 certificate;

    /// <param name="address">One of this machine's addresses that is no loopback.</param>
    /// <param name="registry">The host and port of the registry.</param>
    public UntrustedRegistry(string address, string registry)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=An authority of one's own", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        forwarding = new(new(IPAddress.Parse(address), 0), IPEndPoint.Parse(registry), Secure);
    }

    public string Host => forwarding.Address;

    /// <summary>The authority, which is the certificate itself.</summary>
    public string Authority => certificate.ExportCertificatePem();

    public void Dispose()
    {
        forwarding.Dispose();
        certificate.Dispose();
    }

    private async Task<Stream> Secure(Stream stream)
    {
        var secured = new SslStream(stream);
        try
        {
            await secured.AuthenticateAsServerAsync(certificate);
            return secured;
        }
        catch
        {
            await secured.DisposeAsync();
            throw;
        }
    }
}
