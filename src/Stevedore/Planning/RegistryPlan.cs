using Stevedore.Settings;

namespace Stevedore.Planning;

/// <summary>A registry of the settings and what is known of it.</summary>
/// <param name="Name">Its name in the settings.</param>
/// <param name="Settings">What was chosen for it.</param>
/// <param name="Host">The host of its references. Holds <c>&lt;account&gt;</c> or <c>&lt;region&gt;</c> for what only AWS knows.</param>
/// <param name="Account">The AWS account; null when not yet known, and for kinds that have none.</param>
/// <param name="Region">The AWS region; null when not yet known, and for kinds that have none.</param>
/// <param name="Pushes">False when it is only logged in to.</param>
public sealed record RegistryPlan(string Name, RegistrySettings Settings, string Host, string? Account, string? Region, bool Pushes)
{
    /// <summary>Where a person's credentials for it are; null where its kind makes them.</summary>
    public CredentialSettings? Credentials { get; init; }

    /// <summary>A PEM file of the authority that signed its certificate; null for the machine's own.</summary>
    public string? Authority { get; init; }

    /// <summary>What to do when it does not accept the credentials that its kind makes; null where they are a person's.</summary>
    public string? LoginFix { get; init; }

    /// <summary>Whether every reference into it is complete.</summary>
    public bool IsResolved => !Host.Contains('<', StringComparison.Ordinal);
}
