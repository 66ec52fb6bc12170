using Cake.Frosting;

namespace ShipHost;

/// <summary>A task of the build's own beside Stevedore's.</summary>
[TaskName(nameof(ShowContext))]
[TaskDescription("Prints which context it got.")]
public sealed class ShowContext : FrostingTask<IFrostingContext>
{
    /// <inheritdoc/>
    public override void Run(IFrostingContext context) => Console.WriteLine($"context: {context.GetType().Name}");
}
