using System.ComponentModel;

namespace Stevedore.Settings;

/// <summary>What the index says about how an image was made.</summary>
public sealed class AttestationSettings
{
    /// <summary><c>min</c>, <c>max</c> or <c>none</c>. Default: <c>min</c>. <c>none</c> for consumers that cannot read an index, such as Lambda.</summary>
    [Description("min, max or none. Default: min. none for consumers that cannot read an index, such as Lambda.")]
    public string? Provenance { get; set; }

    /// <summary>Whether a software bill of materials is attached. Default: false.</summary>
    [Description("Whether a software bill of materials is attached. Default: false.")]
    public bool? Sbom { get; set; }
}
