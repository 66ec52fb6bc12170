using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Stevedore.Registries.Distribution;

/// <summary>The authorities that the system trusts.</summary>
internal static class TrustedAuthorities
{
    /// <summary>Reads and parses them, which on Linux the first connection of a process else waits for, a tenth of a second: the process keeps them.</summary>
    public static void Load()
    {
        try
        {
            using var roots = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
            foreach (var certificate in roots.Certificates)
            {
                certificate.Dispose();
            }
        }
        catch (CryptographicException)
        {
            // The connection that needs them says what is wrong.
        }
    }
}
