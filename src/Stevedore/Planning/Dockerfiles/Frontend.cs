using System.Text.Json;
using Stevedore.Images;

namespace Stevedore.Planning.Dockerfiles;

/// <summary>The image that reads a Dockerfile in the builder's place.</summary>
/// <remarks><see href="https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/directives.go"/></remarks>
internal static class Frontend
{
    /// <summary>The build argument that names one whatever the text says.</summary>
    public const string Argument = "BUILDKIT_SYNTAX";

    private const string Key = "syntax";

    /// <summary>The one that a text names in a comment of its own language, or as JSON; null for none.</summary>
    public static string? Of(string text)
    {
        var content = text.TrimStart('\uFEFF');
        var lines = content
            .Split('\n')
            .SkipWhile((line, number) => number == 0 && line.StartsWith("#!", StringComparison.Ordinal))
            .ToArray();
        return Named(lines, "#") ?? Named(lines, "//") ?? InJson(content);
    }

    /// <summary>The image of a command line, which may pass arguments to it.</summary>
    public static string Image(string command) => command.Trim().Split(' ', 2)[0];

    /// <summary>The image that reads a Dockerfile in a build with these arguments; null for none.</summary>
    /// <param name="named">What the text names; null for nothing.</param>
    public static string? Of(string? named, IReadOnlyDictionary<string, string?> arguments) =>
        arguments.GetValueOrDefault(Argument) is { } chosen ? Image(chosen) : named;

    /// <summary>Whether what reads a Dockerfile can be given an image under the name that the Dockerfile has for it.</summary>
    /// <remarks>Docker's own can since version 1.4; of others, and of what a registry calls by other names, nothing is known.</remarks>
    /// <param name="named">What the text names; null for nothing.</param>
    public static bool TakesImagesByContext(string? named, IReadOnlyDictionary<string, string?> arguments)
    {
        var image = Of(named, arguments);
        return image is null
            || (
                BaseReference.Parse(image) is { ContextName: var name }
                && name.Split('@')[0].Split(':') is ["docker/dockerfile" or "docker/dockerfile-upstream", .. var tag]
                && IsRecent(tag is [var version] ? version.Split('-')[0] : "latest")
            );
    }

    private static bool IsRecent(string version) =>
        version is "latest" or "labs" or "1" or "master" || (Version.TryParse(version, out var parsed) && parsed >= new Version(1, 4));

    private static string? Named(string[] lines, string comment) =>
        Directives.Of(lines, comment).FirstOrDefault(directive => directive.Name == Key)?.Value is { } command ? Image(command) : null;

    private static string? InJson(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith('{'))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text, new() { MaxDepth = 10_000 });
            return document.RootElement.TryGetProperty(Key, out var named) && named.ValueKind == JsonValueKind.String
                ? named.GetString()
                : null;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // It is a Dockerfile after all, or nothing that anybody reads.
            return null;
        }
    }
}
