using Stevedore.Settings;

namespace Stevedore.Ecs;

/// <summary>A service that a command is about, and what the settings say of it.</summary>
/// <param name="Service">Where it is.</param>
/// <param name="Settings">What changes in its task definition.</param>
/// <param name="Timeout">How long a deployment is waited for.</param>
internal sealed record DeployTarget(ServiceName Service, ServiceSettings Settings, TimeSpan Timeout);

/// <summary>The services that a command is about: those of the settings, or those that it names. Pure.</summary>
internal static class DeployTargets
{
    private const string What = "Cannot tell which service is meant";

    /// <param name="settings">What the settings say of deployments; null for nothing.</param>
    /// <param name="cluster">That of the command; null for that of the settings.</param>
    /// <param name="services">Those of the command, in its order; null for all of the settings.</param>
    /// <param name="region">That of the run; null when nothing says one.</param>
    /// <exception cref="StevedoreException">Nothing names a service, or a region.</exception>
    public static ImmutableArray<DeployTarget> Of(DeploySettings? settings, string? cluster, string? services, string? region)
    {
        var known = settings?.Services ?? [];
        var named = services?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var chosen = named is null ? known : [.. named.Distinct().Select(name => Find(name, known, cluster))];
        return chosen.Count == 0
            ? throw new StevedoreException(
                What,
                "neither deploy.services of the settings nor --service names one",
                """Write --cluster=<name> --service=<name>, or add "deploy": { "cluster": "shop", "services": ["web"] } to stevedore.json."""
            )
            : Each([.. chosen.Select(service => Target(service, settings, cluster, region))]);
    }

    private static ImmutableArray<DeployTarget> Each(ImmutableArray<DeployTarget> targets) =>
        targets.GroupBy(target => target.Service).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new StevedoreException(
                "Cannot tell what is to become of a service",
                $"the {twice.Key} is named twice",
                "Name it once, in deploy.services and in --service."
            )
            : targets;

    private static ServiceSettings Find(string name, IReadOnlyList<ServiceSettings> known, string? cluster)
    {
        if (new Settings.Rules.ServiceRule().Check(name) is { } complaint)
        {
            throw complaint.Fault("Cannot read --service");
        }

        var found = known.FirstOrDefault(service => service.Service == name || ServiceName.Last(service.Service) == ServiceName.Last(name));
        if (name.StartsWith("arn:", StringComparison.Ordinal))
        {
            // It says itself where it is; the settings may say what its containers get.
            return (found ?? new ServiceSettings(name)) with { Service = name, Cluster = null };
        }

        return found is not null || known.Count == 0 || cluster is not null
            ? found ?? new ServiceSettings(name)
            : throw new StevedoreException(
                What,
                $"deploy.services has no '{name}'",
                $"{new Complaint("", Nearest.Hint(name, [.. known.Select(one => ServiceName.Last(one.Service))])).Sentence} For one that is not in the settings, name its --cluster as well."
            );
    }

    private static DeployTarget Target(ServiceSettings service, DeploySettings? settings, string? cluster, string? region)
    {
        var home = ClusterOf(service.Service) ?? cluster ?? service.Cluster ?? settings?.Cluster ?? "default";
        var place =
            Part(service.Service, 3)
            ?? Part(home, 3)
            ?? settings?.Region
            ?? region
            ?? throw new StevedoreException(
                "Cannot tell the region of the cluster",
                "neither deploy.region, AWS_REGION, AWS_DEFAULT_REGION nor the AWS profile names one",
                "Set AWS_REGION, or deploy.region."
            );
        var account = Part(service.Service, 4) ?? Part(home, 4) ?? settings?.Account;
        return new(
            new(ServiceName.Last(home), ServiceName.Last(service.Service), place, account, settings?.Role),
            service,
            TimeSpan.FromMinutes(settings?.TimeoutMinutes ?? 30)
        );
    }

    // arn:aws:ecs:eu-west-1:111122223333:service/shop/web
    private static string? ClusterOf(string service) =>
        Part(service, 5) is { } resource && resource.Split('/') is ["service", var cluster, _] ? cluster : null;

    private static string? Part(string identifier, int part) =>
        identifier.StartsWith("arn:", StringComparison.Ordinal) && identifier.Split(':', 6) is { Length: 6 } parts && parts[part].Length > 0
            ? parts[part]
            : null;
}
