namespace Stevedore.Docker;

/// <summary>A machine of a builder.</summary>
/// <param name="Name">Its name within the builder.</param>
/// <param name="Status"><c>running</c>, <c>inactive</c>, <c>stopped</c>, <c>error</c>; null where none is said.</param>
/// <param name="Error">Why it cannot be reached; null when it can.</param>
/// <param name="Platforms">Those it builds natively or by emulation; empty before it has started.</param>
/// <param name="Labels">BuildKit's worker labels.</param>
public sealed record BuilderNode(
    string Name,
    string? Status,
    string? Error,
    ImmutableArray<string> Platforms,
    ImmutableDictionary<string, string> Labels
);
