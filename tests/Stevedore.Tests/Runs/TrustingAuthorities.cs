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
    [InlineData("marked.pem", "marked.pem", "marked.pem")]
    [InlineData("returns.pem", "returns.pem", "returns.pem")]
    [InlineData("empty.pem", "empty.pem", "empty.pem")]
    [InlineData("missing.pem", "missing.pem", "missing.pem")]
    [InlineData(".", ".", ".")]
    public void PassesOverABundleThatOpenSslReadsAnyway(string? bundle, string? system, string? expected)
    {
        const string begin = "-----BEGIN CERTIFICATE-----";
        File.WriteAllText(folder.File("bundle.pem"), $"# Ours\n{begin}\nAAAA\n{begin}\r\n");
        File.WriteAllText(folder.File("marked.pem"), $"\uFEFF{begin}\nAAAA\n{begin}\n");
        File.WriteAllText(folder.File("returns.pem"), $"{begin}\rAAAA\r");
        File.WriteAllText(folder.File("empty.pem"), "");

        Assert.Equal(At(expected), TrustedAuthorities.Bundle(At(bundle), () => At(system)));

        string? At(string? name) => string.IsNullOrEmpty(name) ? name : folder.File(name);
    }

    [Fact]
    public void KeepsOneThatIsNamedByARelativePath()
    {
        // From where it was started OpenSSL reads it, and this process may have gone elsewhere.
        Assert.Equal("bundle.pem", TrustedAuthorities.Bundle("bundle.pem", () => "bundle.pem"));
    }

    [Fact]
    public void DoesNotTakeWhatThisProcessSetsForWhatItWasStartedWith()
    {
        File.WriteAllText(folder.File("bundle.pem"), "-----BEGIN CERTIFICATE-----\n");

        Assert.Equal(folder.File("bundle.pem"), TrustedAuthorities.Bundle(_ => folder.File("bundle.pem")));
    }

    private static string Fault(string file) =>
        Assert.Throws<StevedoreException>(() => TrustedAuthorities.With([(file, "AWS_CA_BUNDLE")])).Message;
}
