namespace Stevedore.Ecs;

/// <summary>A service of ECS: where it is, and what it is called there.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="Name">The service's name.</param>
/// <param name="Region">Where the cluster is.</param>
/// <param name="Account">Twelve digits; null for the caller's.</param>
/// <param name="Role">The ARN of a role to assume; null for the caller's own credentials.</param>
internal sealed record ServiceName(string Cluster, string Name, string Region, string? Account, string? Role)
{
    /// <summary>As messages show it.</summary>
    public override string ToString() => $"service '{Name}' of cluster '{Cluster}'";

    /// <summary>As ARNs of services, deployments and revisions have it.</summary>
    public string Path => $"{Cluster}/{Name}";

    /// <summary>The last part of an ARN, or a name as it is.</summary>
    public static string Last(string identifier) => identifier[(identifier.LastIndexOf('/') + 1)..];
}
