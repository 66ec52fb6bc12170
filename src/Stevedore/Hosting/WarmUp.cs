using System.Security.Cryptography.X509Certificates;
using Stevedore.Aws;
using Stevedore.Tasks;

namespace Stevedore.Hosting;

/// <summary>Does early, and beside the planning, what every run that ships would else wait for when it first calls AWS and a registry.</summary>
internal static class WarmUp
{
    /// <summary>Begins on other threads when the command is one that ships. Nothing is sent.</summary>
    /// <param name="arguments">The arguments of the process.</param>
    public static void Begin(IEnumerable<string> arguments)
    {
        if (
            arguments.Any(argument =>
                argument.EndsWith("Ship", StringComparison.Ordinal) || argument.EndsWith("ShipPush", StringComparison.Ordinal)
            )
        )
        {
            _ = Task.Run(ReadTrustedRoots);
            _ = Task.Run(AwsWarmUp.Run);
        }
    }

    // On Linux the first connection reads and parses every authority of the system, a tenth of a second's work, and the process keeps them.
    private static void ReadTrustedRoots()
    {
        using var roots = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
        foreach (var certificate in roots.Certificates)
        {
            certificate.Dispose();
        }
    }
}
