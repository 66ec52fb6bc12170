using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Source;

namespace Stevedore.Shipping;

/// <summary>Keeps a run from taking platforms out of a tag: what it pushes takes the place of what is there, and nothing adds the two together.</summary>
internal static class PlatformLoss
{
    /// <summary>What can be done instead.</summary>
    /// <param name="platforms">Those of this run.</param>
    public static string Advice(ImmutableArray<Platform> platforms) =>
        "Build all platforms of a commit in one run, with builder.nodes for native machines, or give each platform's run a tag of its own, "
        + $"such as STEVEDORE__TAGS={{sha:8}}-{platforms[0].Architecture}.";

    /// <summary>What is replaced without being known to be of the same source; null for nothing.</summary>
    /// <param name="tag">The tag that is set.</param>
    /// <param name="coming">The platforms that it then has.</param>
    /// <param name="replaced">What has it now.</param>
    /// <exception cref="StevedoreException">It has other platforms of this very commit.</exception>
    public static string? Of(
        ImagePlan image,
        SourceFacts source,
        ImageTag tag,
        ImmutableArray<Platform> coming,
        IEnumerable<(Destination Place, PublishedImage There)> replaced
    )
    {
        foreach (var (place, there) in replaced)
        {
            var lost = string.Join(", ", there.Without(coming));
            var push = string.Join(", ", coming);
            if (lost.Length == 0)
            {
                continue;
            }

            // A changed tree is never the same twice.
            if (!source.IsDirty && there.IsOf(source.Commit))
            {
                throw new StevedoreException(
                    $"Cannot push {place.Reference.At(tag)}",
                    $"it holds {there.Digest} of this commit with {lost}, which the push of {push} would take out of it",
                    $"{Advice(coming)} Where {lost} is no longer wanted, delete the tag first."
                );
            }

            if (there.Revision is null || image.Revision is null || there.IsOf(image.Revision))
            {
                return $"{place.Reference.At(tag)} holds {lost}, which the push of {push} takes out of it: nothing tells whether it is of the same source.";
            }
        }

        return null;
    }

    /// <summary>Another run has set a tag after this one; null when all that this one pushed is there.</summary>
    /// <param name="digest">What this run pushed.</param>
    /// <param name="there">What has the tag now.</param>
    public static StevedoreException? Overtaken(ImagePlan image, Destination place, Digest digest, PublishedImage there)
    {
        PublishedImage own = new(digest, image.Revision) { Platforms = image.Platforms };
        var lost = string.Join(", ", own.Without(there.Platforms ?? image.Platforms));
        var (tag, repository) = (place.Reference.At(image.CommitTag), place.Reference.Name);
        return lost.Length == 0 || there.Revision != image.Revision
            ? null
            : new(
                $"Cannot ship {tag}",
                $"another run of this commit has pushed {there.Digest} to it since, which took {lost} of this run out of it",
                $"Put both together with `docker buildx imagetools create --tag {tag} {repository}@{digest} {repository}@{there.Digest}`. "
                    + Advice(image.Platforms)
            );
    }

    /// <summary>Moving tags may have been set by another run of this commit, under a tag of its own.</summary>
    /// <exception cref="StevedoreException">One of them has other platforms of this very commit.</exception>
    public static void OfMovingTags(ShipDecision decision, SourceFacts source, ExistingTags existing)
    {
        var coming = decision.Digest is { } digest
            ? existing.Commit.Select(tag => tag.Image).FirstOrDefault(there => there?.Digest == digest)?.Platforms
            : decision.Image.Platforms;
        foreach (var moving in existing.Moving)
        {
            _ = coming is { } platforms ? Of(decision.Image, source, moving.Tag, platforms, [(moving.Place, moving.Image)]) : null;
        }
    }
}
