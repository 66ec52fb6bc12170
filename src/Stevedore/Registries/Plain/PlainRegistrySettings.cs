using Stevedore.Settings;

namespace Stevedore.Registries.Plain;

/// <summary>Any registry that speaks the OCI distribution protocol.</summary>
public sealed class PlainRegistrySettings : RegistrySettings
{
    /// <inheritdoc/>
    public override string Type => "registry";

    /// <summary>Host, and port where it has one. Required.</summary>
    [Setting(Rule = typeof(HostRule))]
    public string? Host { get; set; }

    /// <summary>A PEM file with the authority that signed the registry's certificate. Default: the machine's authorities.</summary>
    public string? Ca { get; set; }

    /// <summary>Default: docker's own config.</summary>
    public CredentialSettings? Credentials { get; set; }
}
