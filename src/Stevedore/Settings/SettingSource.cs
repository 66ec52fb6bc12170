namespace Stevedore.Settings;

/// <summary>Where a value came from, in the words that the plan shows: <c>stevedore.json:12</c>, <c>AWS_REGION</c>, <c>--platforms</c>, <c>default</c>.</summary>
public sealed record SettingSource(string Text)
{
    /// <summary>Nobody said anything.</summary>
    public static SettingSource Default { get; } = new("default");

    /// <inheritdoc/>
    public override string ToString() => Text;
}
