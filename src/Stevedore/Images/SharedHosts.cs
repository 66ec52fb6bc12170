namespace Stevedore.Images;

/// <summary>The registries that everybody shares, where a repository may be open to all.</summary>
internal static class SharedHosts
{
    private static readonly ImmutableHashSet<string> Names = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "docker.io",
        "docker.com",
        "public.ecr.aws",
        "ghcr.io",
        "quay.io",
        "registry.gitlab.com"
    );

    /// <summary>Whether the host, or one that it belongs to, is one of them.</summary>
    /// <param name="host">With or without a port.</param>
    public static bool Has(string host)
    {
        var name = host.Split(':')[0].TrimEnd('.');
        return Names.Any(shared =>
            name.Equals(shared, StringComparison.OrdinalIgnoreCase) || name.EndsWith($".{shared}", StringComparison.OrdinalIgnoreCase)
        );
    }
}
