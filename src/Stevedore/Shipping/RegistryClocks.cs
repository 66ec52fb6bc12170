using Stevedore.Planning;
using Stevedore.Registries;

namespace Stevedore.Shipping;

/// <summary>Asks the registries of a plan what time it is.</summary>
/// <param name="isSignedWith">Whether AWS is asked with signatures of this machine's time, whatever AWS says of it.</param>
internal sealed class RegistryClocks(KnownRegistries registries, TimeProvider clock, bool isSignedWith, CancellationToken cancellation)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>What was found; nothing of those that do not answer, which is said elsewhere.</summary>
    public async Task<ImmutableArray<Finding>> Look(ShipPlan plan)
    {
        var asked = plan.Registries.Where(registry => registry.IsResolved).DistinctBy(registry => registry.Host).Select(Skew);
        return ClockCheck.Of([.. (await Task.WhenAll(asked)).OfType<(string, TimeSpan)>()], isSignedWith);
    }

    private async Task<(string Host, TimeSpan Skew)?> Skew(RegistryPlan registry)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(Patience);
        try
        {
            return await registries.Anonymous(registry).Date(late.Token) is { } theirs ? (registry.Host, clock.GetUtcNow() - theirs) : null;
        }
        catch (StevedoreException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
