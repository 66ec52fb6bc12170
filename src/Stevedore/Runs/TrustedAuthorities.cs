using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Stevedore.Runs;

/// <summary>The authorities that the system trusts.</summary>
internal static class TrustedAuthorities
{
    /// <summary>Reads and parses them, which on Linux the first connection of a process else waits for, a tenth of a second: the process keeps them.</summary>
    public static void Load()
    {
        X509Certificate2Collection roots = [];
        AddTo(roots);
        foreach (var certificate in roots)
        {
            certificate.Dispose();
        }
    }

    /// <summary>The file of AWS_CA_BUNDLE; null where there is none to be trusted besides.</summary>
    /// <remarks>
    /// Where it is the one of SSL_CERT_FILE, which OpenSSL reads for the system's, every connection would build its chain from each authority twice: a
    /// twentieth of a second.
    /// </remarks>
    /// <param name="variable">A variable of this process.</param>
    public static string? Bundle(Func<string, string?> variable) => Bundle(variable("AWS_CA_BUNDLE"), () => AtStart("SSL_CERT_FILE"));

    /// <summary>The same.</summary>
    /// <param name="bundle">The file of AWS_CA_BUNDLE.</param>
    /// <param name="system">The one that OpenSSL reads; null for none of its own.</param>
    public static string? Bundle(string? bundle, Func<string?> system) =>
        string.IsNullOrEmpty(bundle) ? null
        : Path.IsPathFullyQualified(bundle) && system() == bundle && IsReadByOpenSsl(bundle) ? null
        : bundle;

    /// <summary>Trusts them, and those in the files.</summary>
    /// <param name="files">Each with what names it.</param>
    /// <exception cref="StevedoreException">One of the files cannot be read.</exception>
    public static SslClientAuthenticationOptions With(IEnumerable<(string File, string Setting)> files)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        AddTo(policy.CustomTrustStore);
        foreach (var (file, setting) in files)
        {
            Add(policy.CustomTrustStore, file, setting);
        }

        return new() { CertificateChainPolicy = policy };
    }

    // What this process sets itself, OpenSSL does not see.
    private static string? AtStart(string name)
    {
        try
        {
            var set = File.ReadAllText("/proc/self/environ")
                .Split('\0')
                .FirstOrDefault(one => one.StartsWith($"{name}=", StringComparison.Ordinal));
            return set?[(name.Length + 1)..];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Elsewhere the system has authorities of another kind.
            return null;
        }
    }

    // Byte by byte, as it does: it passes over a certificate behind a mark of Unicode or a blank. What it does not read, whoever adds it reads or tells of.
    private static bool IsReadByOpenSsl(string file)
    {
        const string begin = "-----BEGIN CERTIFICATE-----";
        try
        {
            var begins = Encoding
                .Latin1.GetString(File.ReadAllBytes(file))
                .Split('\n')
                .Where(line => line.Contains(begin, StringComparison.Ordinal))
                .ToArray();
            return begins.Length > 0 && begins.All(line => line.TrimEnd() == begin);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Adds them to those that are trusted besides.</summary>
    private static void AddTo(X509Certificate2Collection trusted)
    {
        foreach (var location in new[] { StoreLocation.LocalMachine, StoreLocation.CurrentUser })
        {
            try
            {
                using var roots = new X509Store(StoreName.Root, location, OpenFlags.ReadOnly);
                trusted.AddRange(roots.Certificates);
            }
            catch (CryptographicException)
            {
                // The connection that needs them says what is wrong.
            }
        }
    }

    private static void Add(X509Certificate2Collection trusted, string file, string setting)
    {
        var before = trusted.Count;
        try
        {
            trusted.ImportFromPemFile(file);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StevedoreException(
                $"Cannot trust the authority in {file}",
                cause switch
                {
                    CryptographicException => "it cannot be read as PEM certificates",
                    _ when Directory.Exists(file) => "it is a folder, and the authorities are to be in one file",
                    FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                    _ => FileFaults.Why(cause),
                },
                $"Correct {setting}.",
                cause
            );
        }

        if (trusted.Count == before)
        {
            throw new StevedoreException(
                $"Cannot trust the authority in {file}",
                "it has no certificate in PEM form (-----BEGIN CERTIFICATE-----)",
                $"Correct {setting}, or turn a certificate in DER form into PEM by `openssl x509 -inform der -in <file> -out <file>.pem`."
            );
        }
    }
}
