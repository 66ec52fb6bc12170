using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;
using Xunit;

namespace Stevedore.Tests.Registries;

/// <summary>A registry on this machine that speaks TLS, and ends connections without an answer.</summary>
public sealed class KeepingToTls : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 certificate = Certificate();
    private int connections;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        listener.Dispose();
        certificate.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task IsAskedAgainByTls()
    {
        await Check(answered: 2, all: 2);

        Assert.Equal(2, connections);
    }

    [Fact]
    public async Task IsNotAskedInTheClearWhereItEndsThemAll()
    {
        var error = await Assert.ThrowsAsync<RegistryException>(() => Check(answered: null, all: 4));

        Assert.Equal("the connection ended before all of the answer was there", error.Why);
        Assert.Equal(4, connections);
        Assert.False(listener.Pending());
    }

    private async Task Check(int? answered, int all)
    {
        listener.Start();
        var serving = Serve(answered, all);
        await File.WriteAllTextAsync(folder.File("ca.pem"), certificate.ExportCertificatePem(), Token);
        using RegistryClients clients = new(new WebProxy(), new BriefClock());
        try
        {
            await clients.Connect($"{listener.LocalEndpoint}", null, folder.File("ca.pem")).Check(Token);
        }
        finally
        {
            await serving;
        }
    }

    // What is no TLS fails here.
    private async Task Serve(int? answered, int all)
    {
        while (connections < all)
        {
            using var client = await listener.AcceptTcpClientAsync(Token);
            await using SslStream connection = new(client.GetStream());
            await connection.AuthenticateAsServerAsync(certificate);
            connections++;
            _ = await connection.ReadAtLeastAsync(new byte[1024], 1, cancellationToken: Token);
            if (connections == answered)
            {
                await RawRegistry.Write(connection, "HTTP/1.1 200 OK\nContent-Length: 2\nConnection: close\n\n{}", Token);
            }
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=a registry of this machine", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
