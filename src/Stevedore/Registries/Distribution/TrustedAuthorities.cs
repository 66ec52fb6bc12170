using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stevedore.Registries.Distribution;

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

    /// <summary>Adds them to those that are trusted besides.</summary>
    public static void AddTo(X509Certificate2Collection trusted)
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
}
