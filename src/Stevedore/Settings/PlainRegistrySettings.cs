using System.ComponentModel;

namespace Stevedore.Settings;

/// <summary>Any registry that speaks the OCI distribution protocol.</summary>
public sealed class PlainRegistrySettings : RegistrySettings
{
    /// <inheritdoc/>
    public override string Type => "registry";

    /// <summary>Host, and port where it has one. Required.</summary>
    [Description("Host, and port where it has one. Required.")]
    public string? Host { get; set; }

    /// <summary>A PEM file with the authority that signed the registry's certificate. Default: the machine's authorities.</summary>
    [Description("A PEM file with the authority that signed the registry's certificate. Default: the machine's authorities.")]
    public string? Ca { get; set; }

    /// <summary>Default: docker's own config.</summary>
    [Description("Default: docker's own config.")]
    public CredentialSettings? Credentials { get; set; }
}
