namespace Stevedore.Docker;

/// <summary>The builder of a run.</summary>
/// <param name="Name">What <c>--builder</c> is given.</param>
/// <param name="Creation">How it is made first; null when it exists.</param>
/// <param name="CanAttest">Whether it attaches attestations and annotations.</param>
/// <param name="Why">Why this one, for the plan and the log.</param>
public sealed record BuilderDecision(string Name, BuilderCreation? Creation, bool CanAttest, string Why);
