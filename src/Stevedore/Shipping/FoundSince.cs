using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries;

namespace Stevedore.Shipping;

/// <summary>Asks since when registries have what was found there.</summary>
internal sealed class FoundSince(ImmutableArray<RegistryLogin> registries, Func<RegistryPlan, IRegistry> kindOf, Action<string> tell)
{
    /// <summary>By the registries' names in the settings, without those that do not tell.</summary>
    public async Task<ImmutableDictionary<string, DateTimeOffset>> Of(Decided decided, CancellationToken cancellation) =>
        decided.There is { } there ? await Of(decided.Held, there.Digest, cancellation) : ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>By the registries' names in the settings, without those that do not tell.</summary>
    public async Task<ImmutableDictionary<string, DateTimeOffset>> Of(
        ImmutableArray<Destination> held,
        Digest digest,
        CancellationToken cancellation
    )
    {
        var asked = await Task.WhenAll(held.Select(async place => (place.Registry, Since: await Of(place, digest, cancellation))));
        return asked.Where(one => one.Since is not null).ToImmutableDictionary(one => one.Registry, one => one.Since!.Value);
    }

    private async Task<DateTimeOffset?> Of(Destination place, Digest digest, CancellationToken cancellation)
    {
        var registry = RegistryLogin.For(place, registries).Registry;
        try
        {
            return await kindOf(registry).PushedAt(registry, place.Reference, digest, cancellation);
        }
        catch (StevedoreException cause)
        {
            // It is only shown, so that nothing fails for want of it.
            tell($"Since when {place.Reference.At(digest)} is there is not known: {cause.Why}.");
            return null;
        }
    }
}
