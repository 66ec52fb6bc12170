using Stevedore.Settings;

namespace Stevedore.Credentials;

/// <summary>Asks for the credential of a registry.</summary>
/// <param name="Registry">The registry's name in the settings.</param>
/// <param name="Host">The registry's host, as references name it.</param>
/// <param name="Settings">Where the credential comes from.</param>
/// <param name="IsRenewal">Whether the registry rejected what came from there before: it may have been rotated.</param>
public sealed record CredentialRequest(string Registry, string Host, CredentialSettings Settings, bool IsRenewal);
