using Stevedore.Images;
using Stevedore.Planning.Dockerfiles;

namespace Stevedore.Init;

/// <summary>Makes images of Dockerfiles: what they are called, built from, and stand on.</summary>
internal static class ProposedImages
{
    private static readonly Platform Any = Platform.Parse("linux/amd64");

    /// <summary>Each after what it stands on, where that can be.</summary>
    public static ImmutableArray<ProposedImage> Of(RepositoryFacts facts)
    {
        var names = ImageNames.Of(facts.Name, [.. facts.Dockerfiles.Keys]);
        var known = names.Values.ToHashSet(StringComparer.Ordinal);
        var images = facts
            .Dockerfiles.Select(file => Of(names[file.Key], file.Key, file.Value, facts, known))
            .ToDictionary(image => image.Name, StringComparer.Ordinal);
        return Ordered(images);
    }

    private static ProposedImage Of(string name, string file, string text, RepositoryFacts facts, HashSet<string> known)
    {
        DockerfileBuild build = new(null, new Dictionary<string, string?>(StringComparer.Ordinal), ImmutableHashSet<string>.Empty, Any);
        var taken = StageGraph.Needs(Dockerfile.Parse(text), build).All.Select(source => source.Name).Distinct().ToArray();
        var links = taken
            .Select(written => (Written: written, Image: Linked(written, known)))
            .Where(link => link.Image is not null && link.Image != name)
            .Select(link => (link.Written, link.Image!));
        ProposedImage image = new(name, BuildContext.Of(file, text, facts), file) { Links = [.. links] };
        return image with { Foreign = [.. taken.Except(image.Links.Select(link => link.Written))] };
    }

    // A name alone, or the last part of one in a registry of the team's own. With a tag, a name alone is rather the one of Docker Hub.
    private static string? Linked(string written, HashSet<string> known) =>
        BaseReference.Parse(written) is { Digest: null } reference
        && reference.Repository.Value.Split('/')[^1] is var last
        && known.Contains(last)
        && (
            reference.ContextName == last
            || (reference.Host.Contains(".dkr.ecr", StringComparison.Ordinal) && !SharedHosts.Has(reference.Host))
        )
            ? last
            : null;

    // A link that leads in a circle is none.
    private static ImmutableArray<ProposedImage> Ordered(Dictionary<string, ProposedImage> images)
    {
        var ordered = new OrderedDictionary<string, ProposedImage>(StringComparer.Ordinal);
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in images.Keys.Order(StringComparer.Ordinal))
        {
            Add(name);
        }

        return [.. ordered.Values];

        bool Add(string name)
        {
            if (ordered.ContainsKey(name))
            {
                return true;
            }

            if (!open.Add(name))
            {
                return false;
            }

            var image = images[name];
            ImmutableArray<(string Written, string Image)> links = [.. image.Links.Where(link => Add(link.Image))];
            ordered[name] = image with
            {
                Links = links,
                Foreign = [.. image.Foreign, .. image.Links.Except(links).Select(link => link.Written)],
            };
            return true;
        }
    }
}
