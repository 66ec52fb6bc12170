using Stevedore.Images;

namespace Stevedore.Init;

/// <summary>Finds the team's cache of Docker Hub in ECR, by the base images that are named in it.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html"/></remarks>
internal static class PullThroughCache
{
    private const string Official = "/library/";

    /// <summary>What stands in front of a repository of Docker Hub there; null where none is in use.</summary>
    public static string? Of(IEnumerable<ProposedImage> images) =>
        images
            .SelectMany(image => image.Foreign)
            .Select(BaseReference.Parse)
            .OfType<BaseReference>()
            .Where(reference => reference.Host.Contains(".dkr.ecr", StringComparison.Ordinal))
            .Select(reference =>
                (reference.Host, At: reference.Repository.Value.IndexOf(Official, StringComparison.Ordinal), reference.Repository.Value)
            )
            .Where(found => found.At > 0)
            .Select(found => $"{found.Host}/{found.Value[..found.At]}")
            .FirstOrDefault();
}
