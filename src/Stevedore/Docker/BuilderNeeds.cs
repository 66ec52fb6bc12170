using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Docker;

/// <summary>What a build asks of its builder.</summary>
/// <param name="Platforms">Every platform of every image.</param>
/// <param name="Complete">Whether it takes more than the plain docker driver: several platforms at once, attestations, a pushed cache.</param>
/// <param name="Reasons">What asks for that, in words.</param>
internal sealed record BuilderNeeds(ImmutableArray<Platform> Platforms, bool Complete, ImmutableArray<string> Reasons)
{
    /// <summary>The needs of a plan.</summary>
    public static BuilderNeeds Of(ShipPlan plan, BuildPurpose purpose, Platform machine)
    {
        if (purpose == BuildPurpose.Load)
        {
            return new([machine], false, []);
        }

        var reasons = new List<string>();
        if (plan.Images.Any(image => image.Platforms.Length > 1))
        {
            reasons.Add("several platforms at once");
        }

        if (purpose == BuildPurpose.Push && plan.Shipped.Any(image => image.Provenance is not null || image.Sbom))
        {
            reasons.Add("attestations");
        }

        return new([.. plan.Images.SelectMany(image => image.Platforms).Distinct()], reasons.Count > 0, [.. reasons]);
    }
}
