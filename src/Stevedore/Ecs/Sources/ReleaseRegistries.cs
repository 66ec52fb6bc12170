using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Registries.Distribution;
using Stevedore.Settings;
using Stevedore.Shipping;

namespace Stevedore.Ecs.Sources;

/// <summary>The registries that services pull from: by the settings where these name them, else by the host alone, as at night without a checkout.</summary>
internal sealed class ReleaseRegistries(StevedoreSettings settings, KnownRegistries registries, ImmutableArray<RegistryKind> kinds)
{
    private readonly Dictionary<string, Task<RegistryClient>> clients = new(StringComparer.Ordinal);

    /// <summary>Speaks to the registry of a repository.</summary>
    /// <exception cref="StevedoreException">It does not answer, or refuses the credentials.</exception>
    public Task<RegistryClient> Connect(string host)
    {
        lock (clients)
        {
            return clients.TryGetValue(host, out var client) ? client : clients[host] = Make(host);
        }
    }

    /// <summary>What is known of a registry of the settings, AWS asked where the settings leave it open.</summary>
    public async Task<RegistryPlan> Plan(string name, CancellationToken cancellation)
    {
        var plan = Named(name, settings.Registries![name], facts: null);
        return plan.IsResolved ? plan : Named(name, settings.Registries[name], await registries.KindOf(plan).Ask(plan, cancellation));
    }

    /// <summary>The repository of an image in a registry of the settings, as far as these tell it.</summary>
    public (RegistryPlan Registry, ImageReference Repository) Refer(string name, RepositoryName repository)
    {
        var plan = Named(name, settings.Registries![name], facts: null);
        return (plan, Refer(plan, repository));
    }

    /// <summary>The repository of an image in a registry.</summary>
    public ImageReference Refer(RegistryPlan plan, RepositoryName repository) =>
        RegistryKind.Of(plan.Settings, kinds).Refer(plan, repository).Reference;

    /// <summary>Whether the settings name the registry of a host, as far as they say where it is.</summary>
    /// <param name="isCertain">Whether one does not count whose account or region they leave open.</param>
    public bool IsNamed(string host, bool isCertain = false) =>
        (settings.Registries ?? []).Any(registry =>
            Named(registry.Key, registry.Value, facts: null) is var plan
            && (plan.Host == host || (!isCertain && !plan.IsResolved && IsLike(plan.Host, host)))
        );

    // What only AWS knows of a host stands in angle brackets.
    private static bool IsLike(string pattern, string host) =>
        pattern.Split('.') is var parts
        && host.Split('.') is var said
        && parts.Length == said.Length
        && parts.Zip(said).All(pair => pair.First[0] == '<' || pair.First == pair.Second);

    private async Task<RegistryClient> Make(string host) =>
        Known(host) is { } plan ? (await registries.LogIn(plan)).Client : await registries.Connect(host, new([]));

    private RegistryPlan? Known(string host)
    {
        foreach (var (name, registry) in settings.Registries ?? [])
        {
            if (Named(name, registry, facts: null) is var plan && plan.Host == host)
            {
                return plan;
            }
        }

        RegistrySettings[] said = [.. (settings.Registries ?? []).Select(registry => registry.Value)];
        return kinds.Select(kind => kind.OfHost(host, said)).FirstOrDefault(found => found is not null) is { } of
            ? Named(host, of, facts: null)
            : null;
    }

    private RegistryPlan Named(string name, RegistrySettings registry, RegistryFacts? facts)
    {
        var kind = RegistryKind.Of(registry, kinds);
        return kind.Plan(name, registry, facts) with { Credentials = kind.CredentialsOf(registry) };
    }
}
