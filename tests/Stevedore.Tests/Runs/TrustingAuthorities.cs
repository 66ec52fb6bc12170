using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Stevedore.Runs;
using Stevedore.Tests.Shipping;
using Xunit;

namespace Stevedore.Tests.Runs;

public sealed class TrustingAuthorities : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TrustsThoseOfEachFileBesideTheSystems()
    {
        string[] names = ["CN=one", "CN=two", "CN=three"];
        var own = Array.ConvertAll(names, Certificate);
        File.WriteAllText(folder.File("one.pem"), own[0]);
        File.WriteAllText(folder.File("more.pem"), $"{own[1]}\n{own[2]}");

        var trusted = Trusted(("one.pem", "ca"), ("more.pem", "AWS_CA_BUNDLE"));

        using X509Store system = new(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
        Assert.Equal(X509ChainTrustMode.CustomRootTrust, trusted.TrustMode);
        Assert.Equal(X509RevocationMode.NoCheck, trusted.RevocationMode);
        Assert.Equal(names, trusted.CustomTrustStore.TakeLast(3).Select(one => one.Subject));
        Assert.Subset(Thumbprints(trusted.CustomTrustStore), Thumbprints(system.Certificates));
    }

    [Theory]
    [InlineData("missing.pem")]
    [InlineData("missing/bundle.pem")]
    public void SaysThatThereIsNoFile(string file) =>
        Assert.Equal(
            $"Cannot trust the authority in {folder.File(file)}: there is no such file. Correct AWS_CA_BUNDLE.",
            Fault(folder.File(file))
        );

    [Fact]
    public void SaysThatAFolderIsNoFile() =>
        Assert.Equal(
            $"Cannot trust the authority in {folder.Path}: it is a folder, and the authorities are to be in one file. Correct AWS_CA_BUNDLE.",
            Fault(folder.Path)
        );

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void SaysThatThereIsNoCertificate(string content)
    {
        File.WriteAllText(folder.File("bundle.pem"), content);

        Assert.StartsWith(
            $"Cannot trust the authority in {folder.File("bundle.pem")}: it has no certificate in PEM form (-----BEGIN CERTIFICATE-----). Correct AWS_CA_BUNDLE",
            Fault(folder.File("bundle.pem")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void SaysThatACertificateIsNone()
    {
        File.WriteAllText(folder.File("bundle.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        Assert.Equal(
            $"Cannot trust the authority in {folder.File("bundle.pem")}: it cannot be read as PEM certificates. Correct AWS_CA_BUNDLE.",
            Fault(folder.File("bundle.pem"))
        );
    }

    [Theory]
    [InlineData(null, "bundle.pem", null)]
    [InlineData("", "bundle.pem", null)]
    [InlineData("bundle.pem", null, "bundle.pem")]
    [InlineData("bundle.pem", "other.pem", "bundle.pem")]
    [InlineData("bundle.pem", "bundle.pem", null)]
    [InlineData("marked.pem", "marked.pem", "marked.pem")]
    [InlineData("indented.pem", "indented.pem", "indented.pem")]
    [InlineData("returns.pem", "returns.pem", "returns.pem")]
    [InlineData("empty.pem", "empty.pem", "empty.pem")]
    [InlineData("missing.pem", "missing.pem", "missing.pem")]
    [InlineData(".", ".", ".")]
    public void PassesOverABundleThatOpenSslReadsAnyway(string? bundle, string? system, string? expected)
    {
        const string begin = "-----BEGIN CERTIFICATE-----";
        File.WriteAllText(folder.File("bundle.pem"), $"# Ours\n{begin}\nAAAA\n{begin}\r\n");
        File.WriteAllText(folder.File("marked.pem"), $"\uFEFF{begin}\nAAAA\n{begin}\n");
        File.WriteAllText(folder.File("indented.pem"), $"{begin}\nAAAA\n {begin}\n");
        File.WriteAllText(folder.File("returns.pem"), $"{begin}\rAAAA\r");
        File.WriteAllText(folder.File("empty.pem"), "");

        Assert.Equal(At(expected), TrustedAuthorities.Bundle(At(bundle), () => At(system)));

        string? At(string? name) => string.IsNullOrEmpty(name) ? name : folder.File(name);
    }

    [Fact]
    public void KeepsOneThatIsNamedByARelativePath()
    {
        File.WriteAllText(folder.File("bundle.pem"), "-----BEGIN CERTIFICATE-----\n");
        var bundle = Path.GetRelativePath(Environment.CurrentDirectory, folder.File("bundle.pem"));

        // From where it was started OpenSSL reads it, and this process may have gone elsewhere.
        Assert.Equal(bundle, TrustedAuthorities.Bundle(bundle, () => bundle));
    }

    [Fact]
    public void DoesNotTakeWhatThisProcessSetsForWhatItWasStartedWith()
    {
        File.WriteAllText(folder.File("bundle.pem"), "-----BEGIN CERTIFICATE-----\n");

        Assert.Equal(folder.File("bundle.pem"), TrustedAuthorities.Bundle(_ => folder.File("bundle.pem")));
    }

    [Theory]
    [InlineData("bundle.pem", 0)]
    [InlineData("other.pem", 1)]
    public async Task LeavesToOpenSslTheBundleThatTheProcessWasStartedWith(string system, int exitCode)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere OpenSSL has no part in it.");
        // Whoever reads it says that it has no certificate.
        await File.WriteAllTextAsync(folder.File("bundle.pem"), "-----BEGIN CERTIFICATE-----\n", TestContext.Current.CancellationToken);
        using ShipCase ships = new();
        ships.Variables["AWS_CA_BUNDLE"] = folder.File("bundle.pem");
        ships.Variables["SSL_CERT_FILE"] = folder.File(system);

        Assert.Equal(exitCode, (await ships.Run("--target=ShipLogin")).ExitCode);
    }

    private static string Certificate(string name)
    {
        using var key = ECDsa.Create();
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return certificate.ExportCertificatePem();
    }

    private static HashSet<string> Thumbprints(X509Certificate2Collection certificates) => [.. certificates.Select(one => one.Thumbprint)];

    private X509ChainPolicy Trusted(params (string File, string Setting)[] files) =>
        TrustedAuthorities.With(files.Select(one => (folder.File(one.File), one.Setting))).CertificateChainPolicy!;

    private static string Fault(string file) =>
        Assert.Throws<StevedoreException>(() => TrustedAuthorities.With([(file, "AWS_CA_BUNDLE")])).Message;
}
