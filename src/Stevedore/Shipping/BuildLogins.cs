using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Settings.Rules;

namespace Stevedore.Shipping;

/// <summary>Which registries a build that pushes nothing cannot do without: those that an image from elsewhere is pulled from.</summary>
internal sealed class BuildLogins(ShipPlan plan, Action<string> warn)
{
    private readonly ImmutableHashSet<string> hosts =
    [
        .. plan.Images.SelectMany(image => image.Foreign).Select(image => BaseReference.Parse(image.Name)?.Host).OfType<string>(),
    ];

    /// <summary>What an action gives; null, with a warning, where it fails for a registry that the build can do without.</summary>
    /// <exception cref="StevedoreException">It fails for another.</exception>
    public async Task<T?> Try<T>(RegistryPlan registry, Func<Task<T>> action)
        where T : class
    {
        try
        {
            return await action();
        }
        catch (StevedoreException cause) when (!IsNeeded(registry))
        {
            warn(
                $"There is no login to registries.{registry.Name}, which this build needs for caches alone: {cause.Why}. No cache is read there."
            );
            return null;
        }
    }

    // Of a registry whose account is not known yet, any host of ECR may be.
    private bool IsNeeded(RegistryPlan registry) =>
        registry.IsResolved
            ? hosts.Any(host => RegistryEndpoint.ConfigKey(host) == RegistryEndpoint.ConfigKey(registry.Host))
            : hosts.Any(host => EcrHost.Place(host) is not null);
}
