using Stevedore.Images;

namespace Stevedore.Registries.Distribution;

/// <summary>The address of a token service, which a registry names: a password goes there.</summary>
internal static class TokenRealm
{
    /// <summary>Null where a challenge names none, or no address of the web.</summary>
    public static Uri? Of(Challenge challenge) =>
        Uri.TryCreate(challenge.Parameters.GetValueOrDefault("realm"), UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
            ? address
            : null;

    /// <summary>Where a password may go: by TLS or, from a registry of this machine without TLS to this machine, in the clear. Null where a challenge names none.</summary>
    /// <param name="host">The registry's.</param>
    /// <param name="isPlain">Whether the challenge came without TLS.</param>
    /// <exception cref="RegistryException">It may not go there.</exception>
    public static Uri? Allowed(Challenge challenge, string host, bool isPlain)
    {
        if (!challenge.Parameters.ContainsKey("realm"))
        {
            return null;
        }

        var realm = Of(challenge);
        var isHere = realm is not null && IsHere(realm);
        var isFromHere = RegistryEndpoint.IsLoopback(host);
        return Fault(realm, isHere, isFromHere, isPlain) is { } fault
            ? throw new RegistryException(
                RegistryFault.Other,
                $"Cannot log in to {host}",
                $"it sends credentials to {fault}",
                "Correct the registry's token realm."
                    + (isHere && !isFromHere ? " A registry of this machine is named localhost in the settings." : "")
            )
            : realm;
    }

    /// <summary>The address without its query, for messages.</summary>
    public static string Shown(Uri realm) =>
        OutsideText.Line(realm.GetLeftPart(UriPartial.Path)) is var line && line.StartsWith("http", StringComparison.Ordinal)
            ? line
            : $"{OutsideText.Line(realm.GetLeftPart(UriPartial.Authority))}/…";

    private static string? Fault(Uri? realm, bool isHere, bool isFromHere, bool isPlain) =>
        realm is null ? "what is no https address"
        : realm.UserInfo.Length > 0 ? "an address with a user name in it"
        : realm.Scheme == Uri.UriSchemeHttps
            // What listens on this machine is none of another's business.
            ? isHere && !isFromHere ? $"'{Shown(realm)}', which is on this machine, and the registry is not"
                : null
        : RegistryEndpoint.IsLoopback(realm.Authority) && isFromHere && isPlain ? null
        : $"'{Shown(realm)}', which is no https address";

    // Names and addresses besides that Linux and resolvers take for this machine.
    private static bool IsHere(Uri realm)
    {
        var name = realm.IdnHost.TrimEnd('.');
        return RegistryEndpoint.IsLoopback(realm.Authority)
            || name is "localhost" or "0.0.0.0" or "::"
            || name.EndsWith(".localhost", StringComparison.Ordinal);
    }
}
