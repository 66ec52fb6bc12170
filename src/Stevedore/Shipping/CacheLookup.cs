using Stevedore.Docker;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>Asks the registries which caches there are: for each once, and for all at the same time.</summary>
internal sealed class CacheLookup(Logins logins, Action<string> tell, CancellationToken cancellation)
{
    private readonly Dictionary<CacheReference, Task<CacheReference?>> asked = [];

    /// <summary>The references that hold layers of these images. What cannot be read is said, and left out.</summary>
    public async Task<ImmutableHashSet<string>> Find(IEnumerable<ImagePlan> images, BuilderDecision builder)
    {
        foreach (var image in images)
        {
            foreach (
                var reference in BakeCache
                    .References(image, builder)
                    .Where(reference => !asked.ContainsKey(reference) && logins.Has(reference.Place))
            )
            {
                asked[reference] = Holds(reference, image);
            }
        }

        return [.. (await Task.WhenAll(asked.Values)).OfType<CacheReference>().Select(reference => $"{reference}")];
    }

    private async Task<CacheReference?> Holds(CacheReference reference, ImagePlan image)
    {
        var client = logins[reference.Place].Client;
        try
        {
            return await client.Find(reference.Place.Reference.Repository, reference.Tag.Value, cancellation) is null ? null : reference;
        }
        catch (StevedoreException cause)
        {
            tell(CacheFaults.Unread($"{reference}", image, cause.Why));
            return null;
        }
    }
}
