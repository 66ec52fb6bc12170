using Stevedore.Settings;

namespace ShipHost;

/// <summary>What a kind of registry of the build's own may be told.</summary>
public sealed class QuaySettings : RegistrySettings
{
    /// <inheritdoc/>
    public override string Type => "quay";

    /// <summary>The organization of quay. Default: QUAY_ORGANIZATION.</summary>
    [Setting(Rule = typeof(OrganizationRule))]
    public string? Organization { get; set; }

    /// <summary>Default: quay.io.</summary>
    [Setting(Default = "quay.io")]
    public string? Host { get; set; }

    /// <summary>How often a refused upload is tried again.</summary>
    public int? Retries { get; set; }

    /// <summary>Where the robot's name and token are.</summary>
    public CredentialSettings? Credentials { get; set; }
}
