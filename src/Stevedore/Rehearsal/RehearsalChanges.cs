namespace Stevedore.Rehearsal;

/// <summary>What a rehearsal changes of the settings.</summary>
/// <param name="Variables">The changed settings, as environment variables, which beat the settings file.</param>
/// <param name="Notes">What stands in for what, for a person.</param>
internal sealed record RehearsalChanges(ImmutableDictionary<string, string> Variables, ImmutableArray<string> Notes)
{
    /// <summary>A registry's setting that is led to the lab.</summary>
    /// <param name="Key">Its key.</param>
    /// <param name="Old">What it is outside, in words.</param>
    /// <param name="New">What it is in the lab, in words.</param>
    /// <param name="Json">The same as the settings write it; null for a text that says it itself.</param>
    public sealed record Change(string Key, string Old, string New, string? Json = null);
}
