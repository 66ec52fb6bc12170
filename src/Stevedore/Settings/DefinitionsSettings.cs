namespace Stevedore.Settings;

/// <summary>What imagedefinitions.json and imageDetail.json say.</summary>
public sealed class DefinitionsSettings
{
    /// <summary>The name of the registry that is deployed from. Default: the first of type <c>ecr</c>, else the first.</summary>
    public string? Registry { get; set; }

    /// <summary><c>tag</c> or <c>digest</c>. Default: <c>tag</c>.</summary>
    [Setting(Choices = ["tag", "digest"], Default = "tag")]
    public string? Pin { get; set; }
}
