using Stevedore.Runs;
using Xunit;

namespace Stevedore.Tests.Runs;

public sealed class TrustingAuthorities : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

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
    [InlineData("empty.pem", "empty.pem", "empty.pem")]
    [InlineData("missing.pem", "missing.pem", "missing.pem")]
    [InlineData(".", ".", ".")]
    public void PassesOverABundleThatTheSystemTrustsAlready(string? bundle, string? system, string? expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SSL_CERT_FILE is OpenSSL's.");
        File.WriteAllText(folder.File("bundle.pem"), "# Ours\n-----BEGIN CERTIFICATE-----\n");
        File.WriteAllText(folder.File("empty.pem"), "");

        Assert.Equal(
            At(expected),
            TrustedAuthorities.Bundle(name =>
                name switch
                {
                    "AWS_CA_BUNDLE" => At(bundle),
                    "SSL_CERT_FILE" => At(system),
                    _ => null,
                }
            )
        );

        string? At(string? name) => string.IsNullOrEmpty(name) ? name : folder.File(name);
    }

    private static string Fault(string file) =>
        Assert.Throws<StevedoreException>(() => TrustedAuthorities.With([(file, "AWS_CA_BUNDLE")])).Message;
}
