using Stevedore.Images;
using Stevedore.Releases;
using Stevedore.Tests.Planning;

namespace Stevedore.Tests.Shipping;

/// <summary>What is left of a plan once it is done.</summary>
internal static class Shipped
{
    public static Digest One { get; } = Digest.Parse("sha256:" + new string('1', 64));

    public static Digest Two { get; } = Digest.Parse("sha256:" + new string('2', 64));

    /// <summary>Every image of a plan, built.</summary>
    public static ShipResult Result(PlanCase given)
    {
        var plan = given.Plan();
        return new(
            plan,
            [
                .. plan.Shipped.Select(image => new ShippedImage(
                    image,
                    One,
                    [.. image.Platforms.Select(platform => KeyValuePair.Create(platform, Two))],
                    4_012_345,
                    ShipOutcome.Built
                )
                {
                    Base = image.Base,
                    Bases = image.Origins,
                }),
            ],
            TimeSpan.FromSeconds(12.34)
        );
    }
}
