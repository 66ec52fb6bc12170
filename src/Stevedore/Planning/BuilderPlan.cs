using Stevedore.Settings;

namespace Stevedore.Planning;

/// <summary>The builder that was asked for, and what the images need of it.</summary>
/// <param name="Settings">What was chosen.</param>
/// <param name="Selected">The builder that BUILDX_BUILDER names; null when it names none.</param>
public sealed record BuilderPlan(BuilderSettings Settings, string? Selected);
