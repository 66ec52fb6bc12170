using Stevedore.Images;
using Stevedore.Planning;
using Stevedore.Planning.Dockerfiles;

namespace Stevedore.Rehearsal;

/// <summary>Every image that the lab's engine would pull for a build.</summary>
internal static class RehearsalImages
{
    /// <returns>What each is to the build, and its name with all variables filled in.</returns>
    public static IEnumerable<(string What, string Name)> Of(ImagePlan image, Dockerfile dockerfile)
    {
        var arguments = image.Arguments.ToDictionary(argument => argument.Key, argument => (string?)argument.Value, StringComparer.Ordinal);
        var contexts = image.Contexts.Select(context => context.Key).ToHashSet(StringComparer.Ordinal);
        var frontend = arguments.GetValueOrDefault(Frontend.Argument) is { } chosen ? Frontend.Image(chosen) : dockerfile.Frontend;
        return image
            .Platforms.Select(platform =>
            // The lab's engine runs on this machine.
            new DockerfileBuild(image.Target, arguments, contexts, platform)
            {
                BuildPlatform = Platform.OfThisMachine(),
            })
            .SelectMany(build => Pulled(dockerfile, build))
            .Concat(frontend is null ? [] : [("the frontend", frontend)])
            .Distinct();
    }

    private static IEnumerable<(string What, string Name)> Pulled(Dockerfile dockerfile, DockerfileBuild build)
    {
        var sources = StageGraph.Needs(dockerfile, build);
        return sources
            .All.Where(source => source.Context is null)
            .Select(source => (source == sources.Base ? "the base" : "the image", source.Name))
            .Concat(sources.Others.Select(name => ("the image", name)));
    }
}
