using System.Globalization;

namespace Stevedore.Registries.DockerHub;

/// <summary>How many pulls Docker Hub still allows.</summary>
/// <remarks><see href="https://docs.docker.com/docker-hub/usage/pulls/"/></remarks>
internal static class PullLimit
{
    /// <summary>The repository whose manifests are asked for it; a look counts as no pull.</summary>
    public const string Repository = "ratelimitpreview/test";

    /// <summary>The header that says it: <c>76;w=21600</c>.</summary>
    public const string Header = "ratelimit-remaining";

    private const string Subject = "docker hub";

    // So many are gone with a few runs, or with others behind the same address.
    private const int Few = 10;

    /// <summary>What was found of what the header says; null where there is none, as for those who pay.</summary>
    /// <param name="who">Who pulls: <c>anonymously</c>, <c>as 'acme'</c>.</param>
    /// <param name="needed">How many a run takes at most.</param>
    public static Finding Of(string? header, string who, int needed)
    {
        var parts = (header ?? "").Split(';');
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var remaining))
        {
            return new(Subject, FindingLevel.Fine, $"no limit of pulls {who}");
        }

        var window = parts.Skip(1).Select(part => part.Trim()).FirstOrDefault(part => part.StartsWith("w=", StringComparison.Ordinal));
        var hours =
            int.TryParse(window?[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds >= 3600
                ? Invariant($" within {seconds / 3600} hours")
                : "";
        var says = Invariant($"{remaining} {(remaining == 1 ? "pull is" : "pulls are")} left{hours} {who}, and a run takes up to {needed}");
        return remaining >= Math.Max(Few, needed)
            ? new(Subject, FindingLevel.Fine, says)
            : new(Subject, FindingLevel.Warning, says)
            {
                Fix =
                    "Log in to raise the limit, wait, or take base images from public.ecr.aws/docker/library and BuildKit's from a registry of your own (`builder.image`).",
            };
    }

    /// <summary>What is said where it cannot be asked.</summary>
    public static Finding Unknown(string why) => new(Subject, FindingLevel.Note, $"How many pulls are left is not known: {why}");
}
