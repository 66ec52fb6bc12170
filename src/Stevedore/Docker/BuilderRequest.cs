using Stevedore.Planning;

namespace Stevedore.Docker;

/// <summary>All that a builder is chosen from.</summary>
/// <param name="Plan">What was asked for.</param>
/// <param name="Needs">What the images need.</param>
/// <param name="Builders">What docker knows.</param>
/// <param name="IsCodeBuild">Whether this machine is thrown away afterwards, so that emulators may be installed unasked.</param>
public sealed record BuilderRequest(BuilderPlan Plan, BuilderNeeds Needs, ImmutableArray<Builder> Builders, bool IsCodeBuild);
