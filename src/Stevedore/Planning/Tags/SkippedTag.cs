namespace Stevedore.Planning.Tags;

/// <summary>A tag that was asked for and is not set this time.</summary>
/// <param name="Why">In lower case and without a full stop.</param>
public sealed record SkippedTag(string Template, string Why);
