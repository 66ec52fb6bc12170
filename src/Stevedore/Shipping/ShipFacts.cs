using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries;
using Stevedore.Registries.Distribution;

namespace Stevedore.Shipping;

/// <summary>Finds out what the settings leave open: accounts, regions, and what the names of base images mean now.</summary>
internal sealed class ShipFacts(RegistryLogins logins, IRegistryClients clients)
{
    /// <summary>The same inputs, with what was found out.</summary>
    public async Task<PlanInputs> Find(PlanInputs inputs, ShipPlan plan, Action<string> warn, CancellationToken cancellation)
    {
        var open = plan.Registries.Where(registry => !registry.IsResolved).ToArray();
        var facts = Task.WhenAll(
            open.Select(async registry => KeyValuePair.Create(registry.Name, await logins.KindOf(registry).Ask(registry, cancellation)))
        );
        var bases = Task.WhenAll(
            plan.Images.Select(image => image.Base?.Name)
                .OfType<string>()
                .Distinct()
                .Select(async name => KeyValuePair.Create(name, await BaseDigest(name, warn, cancellation)))
        );
        return inputs with
        {
            Registries = (await facts).ToImmutableDictionary(),
            BaseDigests = (await bases)
                .Where(found => found.Value is not null)
                .ToImmutableDictionary(found => found.Key, found => found.Value!),
        };
    }

    private async Task<Digest?> BaseDigest(string name, Action<string> warn, CancellationToken cancellation)
    {
        var reference = BaseReference.Parse(name);
        if (reference?.Digest is { } digest || reference is null)
        {
            return reference?.Digest;
        }

        try
        {
            var manifest = await clients.Connect(reference.Host, null).Get(reference.Repository, reference.Tag.Value, cancellation);
            return manifest?.Digest;
        }
        catch (RegistryException cause)
        {
            // Only the label is lost; whether the base can be pulled is the build's to say.
            warn($"The digest of the base image {name} is not recorded: {cause.Why}.");
            return null;
        }
    }
}
