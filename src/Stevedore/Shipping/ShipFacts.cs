using Stevedore.Images;
using Stevedore.Planning;

namespace Stevedore.Shipping;

/// <summary>Finds out what the settings leave open: accounts, regions, and what the names of base images mean now.</summary>
internal sealed class ShipFacts(KnownRegistries registries, Action<string> warn, CancellationToken cancellation)
{
    /// <summary>The same inputs, with the accounts and regions that only AWS knows.</summary>
    /// <param name="build">What a build can do without; null where every registry is needed.</param>
    public async Task<PlanInputs> Locate(PlanInputs inputs, ShipPlan plan, BuildLogins? build = null)
    {
        var open = plan.Registries.Where(registry => !registry.IsResolved).ToArray();
        var facts = await Task.WhenAll(
            open.Select(async registry =>
                (registry.Name, Facts: build is null ? await Ask(registry) : await build.Try(registry, () => Ask(registry)))
            )
        );
        return open.Length == 0
            ? inputs
            : inputs with
            {
                Registries = facts
                    .Where(found => found.Facts is not null)
                    .ToImmutableDictionary(found => found.Name, found => found.Facts!),
            };
    }

    /// <summary>The same inputs, with the digests of the base images.</summary>
    /// <param name="plan">Every host in it is known.</param>
    public async Task<PlanInputs> FindBases(PlanInputs inputs, ShipPlan plan, Logins logins)
    {
        var bases = await Task.WhenAll(
            plan.Images.SelectMany(image => image.Foreign)
                .Select(image => image.Name)
                .Distinct()
                .Select(async name => KeyValuePair.Create(name, await BaseDigest(name, logins)))
        );
        return inputs with
        {
            BaseDigests = bases.Where(found => found.Value is not null).ToImmutableDictionary(found => found.Key, found => found.Value!),
        };
    }

    /// <summary>The same inputs, with the images that are shipped and made from images that have moved since, and with those that are built on them.</summary>
    /// <param name="plan">The digests of base images are in it.</param>
    public static async Task<PlanInputs> FindRefreshed(PlanInputs inputs, ShipPlan plan, PublishedTags published)
    {
        var shipped = await Task.WhenAll(
            plan.Shipped.Select(async image => (Image: image, HasMoved: await HasMoved(image, plan, published)))
        );
        var refreshed = shipped.Where(one => one.HasMoved).Select(one => one.Image.Name.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var image in plan.Shipped.Where(image => image.Links.Any(refreshed.Contains)))
        {
            refreshed.Add(image.Name.Value);
        }

        return inputs with
        {
            Refreshed = [.. refreshed],
        };
    }

    private Task<RegistryFacts> Ask(RegistryPlan registry) => registries.KindOf(registry).Ask(registry, cancellation);

    private static async Task<bool> HasMoved(ImagePlan image, ShipPlan plan, PublishedTags published)
    {
        var found = await Task.WhenAll(image.Destinations.Select(place => published.Find(place, image.CommitTag)));
        PublishedImage[] shipped = [.. found.OfType<PublishedImage>().Where(there => there.IsOf(plan.Source.Commit))];
        return BaseState.Unknown(image) is { } unknown && shipped.Length > 0
            ? throw new StevedoreException(
                $"Cannot tell whether '{image.Name}' has to be built again",
                $"what {unknown.Name} is now is not known, and it stands on that",
                "Run again once its registry answers and has it, or without --refresh."
            )
            : shipped.Any(there => BaseState.HasMoved(image, there));
    }

    private async Task<Digest?> BaseDigest(string name, Logins logins)
    {
        var reference = BaseReference.Parse(name);
        if (reference?.Digest is { } digest || reference is null)
        {
            return reference?.Digest;
        }

        try
        {
            var client = await registries.Connect(reference.Host, logins);
            var now = await client.Find(reference.Repository, reference.Tag.Value, cancellation);
            if (now is null)
            {
                warn($"The digest of the base image {name} is not recorded: {reference.Host} does not have it.");
            }

            return now;
        }
        catch (StevedoreException cause)
        {
            // Only the label is lost; whether the base can be pulled is the build's to say.
            warn($"The digest of the base image {name} is not recorded: {cause.Why}.");
            return null;
        }
    }
}
