using Stevedore.Planning;

namespace Stevedore.Docker;

/// <summary>The authority of one's own that signed a registry's certificate.</summary>
/// <param name="Registry">The registry's name in the settings.</param>
/// <param name="Host">Its host, with the port where it has one.</param>
/// <param name="File">The PEM file, as an absolute path.</param>
internal sealed record RegistryAuthority(string Registry, string Host, string File)
{
    /// <summary>Those of a plan, one a host. Registries that are only pulled from count: base images come from them.</summary>
    public static ImmutableArray<RegistryAuthority> Of(ShipPlan plan, string root) =>
        [
            .. plan
                .Registries.Where(registry => registry.Authority is not null)
                .Select(registry => new RegistryAuthority(registry.Name, registry.Host, Path.GetFullPath(registry.Authority!, root)))
                .DistinctBy(authority => authority.Host),
        ];
}
