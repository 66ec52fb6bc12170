namespace Stevedore.Registries.Distribution;

/// <summary>What .NET says of certificates, in words of the field.</summary>
internal static class ConnectionWords
{
    private const string NewCertificate = "Give it a new certificate, or correct this machine's clock.";

    /// <summary>Why a certificate is refused, beside its authority; null for that.</summary>
    public static UnreachableReason? OfCertificate(string said) =>
        Has(said, "NameMismatch")
            ? new(
                "its certificate is for another host name",
                "Write the host as its certificate names it, or give it a certificate for this name."
            )
        : Has(said, "NotTimeValid") ? new("its certificate has expired, or is not valid yet", NewCertificate)
        : Has(said, "Revoked") ? new("its certificate has been revoked", NewCertificate)
        : null;

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.Ordinal);
}
