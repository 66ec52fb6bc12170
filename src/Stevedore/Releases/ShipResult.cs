using Stevedore.Planning;

namespace Stevedore.Releases;

/// <summary>What was shipped.</summary>
/// <param name="Plan">The plan, every reference complete.</param>
/// <param name="Images">Every shipped image, in the order of the plan.</param>
/// <param name="Elapsed">From the first request to the last tag.</param>
public sealed record ShipResult(ShipPlan Plan, ImmutableArray<ShippedImage> Images, TimeSpan Elapsed);
