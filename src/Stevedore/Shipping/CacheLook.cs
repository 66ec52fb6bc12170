using Stevedore.Docker;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>Asks the registries which caches there are, once and all at the same time.</summary>
internal sealed class CacheLook(
    ShipPlan plan,
    ImmutableArray<RegistryLogin> registries,
    Action<string> tell,
    CancellationToken cancellation
)
{
    private Task<ImmutableHashSet<string>>? found;

    /// <summary>The references that hold layers. What cannot be read is said, and left out.</summary>
    public Task<ImmutableHashSet<string>> Find() => found ??= Ask();

    private async Task<ImmutableHashSet<string>> Ask()
    {
        var asked =
            from image in plan.Images
            from reference in BakeCache.References(image)
            group image by reference into images
            select Holds(images.Key, images.First());
        return [.. (await Task.WhenAll(asked)).OfType<CacheReference>().Select(reference => $"{reference}")];
    }

    private async Task<CacheReference?> Holds(CacheReference reference, ImagePlan image)
    {
        var client = registries.First(login => login.Registry.Name == reference.Place.Registry).Client;
        try
        {
            return await client.Get(reference.Place.Reference.Repository, reference.Tag.Value, cancellation) is null ? null : reference;
        }
        catch (RegistryException cause)
        {
            tell(CacheFaults.Unread($"{reference}", image, cause.Why));
            return null;
        }
    }
}
