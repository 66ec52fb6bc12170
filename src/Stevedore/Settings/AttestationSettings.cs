namespace Stevedore.Settings;

/// <summary>What the index says about how an image was made.</summary>
public sealed class AttestationSettings
{
    /// <summary><c>min</c>, <c>max</c> or <c>none</c>. Default: <c>min</c>. <c>none</c> for consumers that cannot read an index, such as Lambda.</summary>
    [Setting(Choices = ["min", "max", "none"], Default = "min")]
    public string? Provenance { get; set; }

    /// <summary>Whether a software bill of materials is attached. Default: false.</summary>
    [Setting(Default = false)]
    public bool? Sbom { get; set; }
}
