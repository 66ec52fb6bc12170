using Stevedore.Images;
using Stevedore.Planning.Dockerfiles;

namespace Stevedore.Tests.Planning.Dockerfiles;

/// <summary>What a Dockerfile takes from elsewhere.</summary>
internal static class DockerfileCase
{
    public static ExternalSources Needs(
        string text,
        string? target = null,
        string arguments = "",
        string contexts = "",
        string platform = "linux/amd64"
    ) =>
        StageGraph.Needs(
            Dockerfile.Parse(text),
            new(
                target,
                Words(arguments)
                    .Select(argument => argument.Split('=', 2))
                    .ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1)),
                Words(contexts).ToHashSet(),
                Platform.Parse(platform)
            )
        );

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
